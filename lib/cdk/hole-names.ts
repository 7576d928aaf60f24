/** Names for holes: one for each value, never one for two, however alike what they speak of is called. */
const LONGEST = 120;

export class HoleNames {
  private readonly names = new Map<string, string>();
  private readonly taken = new Set<string>();

  /**
   * @param value - What tells the value from every other.
   * @param preferred - What the name should read like.
   */
  nameOf(value: string, preferred: string): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const plain = preferred.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, LONGEST);
    // A hyphen tells it from an input, whose name has none.
    const first = plain.includes('-') ? plain : `${plain}-1`;
    let name = first;
    for (let count = 2; this.taken.has(name); count += 1) name = `${first}-${count}`;
    this.taken.add(name);
    this.names.set(value, name);
    return name;
  }
}
