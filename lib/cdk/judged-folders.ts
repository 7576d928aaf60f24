/** Which folders of a cloud assembly hold the stacks that a validation plugin is to judge. */
import { dirname, relative, sep } from 'node:path';

const isWithin = (folder: string, other: string): boolean => {
  const path = relative(other, folder);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`);
};

/**
 * The folders of the stages that the templates belong to, those within another of them left out: who judges an app judges its stages.
 *
 * The CDK hands over the templates of stacks, without those of nested stacks; reading a whole folder finds them all.
 *
 * @param templatePaths absolute paths of the templates of stacks
 */
export function judgedFolders(templatePaths: readonly string[]): readonly string[] {
  const folders = [...new Set(templatePaths.map((path) => dirname(path)))].sort();
  return folders.filter((folder) => !folders.some((other) => isWithin(folder, other)));
}
