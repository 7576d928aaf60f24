/** Late values in words: by the name of the input alone, since its shape is said beside it. */
import { fillHoles } from '../../policy/text';

/** The text with every hole written as its name, such as `⟨tickets⟩`. */
export const withNames = (text: string): string => fillHoles(text, ({ hole }) => `⟨${hole}⟩`);
