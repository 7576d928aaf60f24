import { complaints, misuses } from './compile-fixtures';

/** Declarations that the compiler must refuse, in `fixtures`; everything else there must compile. */
describe('the compiler refuses', () => {
  const all = complaints();
  const at = (file: string, line: number) => all.filter((complaint) => complaint.file === file && complaint.line === line);

  it.each(misuses.map((misuse) => [`${misuse.reason} (${misuse.file}:${misuse.line})`, misuse] as const))(
    '%s',
    (_name, { file, line, code, words }) => {
      expect(at(file, line)).toEqual([expect.objectContaining({ code, message: expect.stringContaining(words) })]);
    },
  );

  it('nothing else: what is sound compiles', () => {
    expect(all.filter(({ file, line }) => !misuses.some((misuse) => misuse.file === file && misuse.line === line))).toEqual([]);
  });

  it('at least the misuses that the house knows of', () => {
    expect(misuses.length).toBeGreaterThanOrEqual(90);
  });
});
