/** Names that somebody may have meant. */

/** The known name that an unknown one most resembles, as `; did you mean x?`, or nothing where none is near. */
export function didYouMean(unknown: string, known: Iterable<string>): string {
  const near = [...known].map((name) => ({ name, far: editDistance(unknown, name) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(1, unknown.length / 3) ? `; did you mean ${near.name}?` : '';
}

/** The edit distance in which two letters that have changed places are one slip (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    const [before, row] = [rows[i - 1]!, [i]];
    for (let j = 1; j <= b.length; j++) {
      const edits = [before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(...edits, ...(swapped ? [rows[i - 2]![j - 2]! + 1] : [])));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
