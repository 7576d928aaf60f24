/** A value of the user's for a message: in backticks, and short. */
export const quote = (text: string): string => `\`${text.length > 80 ? `${text.slice(0, 77)}...` : text}\``;
