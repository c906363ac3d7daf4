/** The same numbers in room for so many, or as many of them as there is room for. */
export function enlarged(old: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const young = new Int32Array(room);
  young.set(old.subarray(0, room));
  return young;
}
