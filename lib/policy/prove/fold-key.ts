/** Lower case for what is compared without regard to case, leaving the names of holes alone. */
export const foldKey = (text: string): string => text.replace(/⟨[^⟩]*⟩|[^⟨]+/g, (run) => (run.startsWith('⟨') ? run : run.toLowerCase()));
