/** Exit codes, after sysexits(3) where it has one. The first that applies is the one given. */
export const EXIT = {
  /** The command line was not understood. */
  usage: 64,
  /** Something could not be read. */
  unreadable: 65,
  refuted: 1,
  undecided: 2,
  proved: 0,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
