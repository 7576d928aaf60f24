/** Where a command writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
}
