/** Many things at once, and not too many. */

/** Works on up to `most` at once. After a failure nothing new is begun, what is under way ends, and then it is thrown. */
export async function eachAtOnce<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const one of waiting) {
      if (failures.length > 0) return;
      await work(one).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
