/** What is worked out once for each graph or plan, however often rules ask. */
export function once<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const done = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    const before = done.get(key);
    if (before !== undefined) return before.result;
    const result = work(key);
    done.set(key, { result });
    return result;
  };
}
