/** Texts as vectors: what is in them, each weighted by how rare it is among all of them (Salton's tf-idf). */

/** How often something is in a text. */
export type Counts = Map<string, number>;

/** A unit vector, of what it is made of only: ascending numbers of features, and the weight of each. */
export interface Vector {
  features: Int32Array;
  weights: Float64Array;
}

/**
 * Vectors of some texts, as long as 1 where a text says much.
 *
 * @param unsaid the weight of what a text leaves unsaid: two that say little, and the same, are not quite alike
 */
export function weigh(texts: readonly Counts[], unsaid = 0): Vector[] {
  const numbers = new Map<string, number>();
  const spread: number[] = [];
  for (const text of texts) {
    for (const feature of text.keys()) {
      const number = numbers.get(feature) ?? numbers.size;
      numbers.set(feature, number);
      spread[number] = (spread[number] ?? 0) + 1;
    }
  }
  return texts.map((text) => unit(text, numbers, unsaid, (number) => Math.log((texts.length + 1) / spread[number]!)));
}

function unit(
  text: Counts,
  numbers: ReadonlyMap<string, number>,
  unsaid: number,
  rarity: (number: number) => number,
): Vector {
  const sorted = [...text].map(([feature, count]) => [numbers.get(feature)!, count] as const).sort(([a], [b]) => a - b);
  const features = Int32Array.from(sorted, ([number]) => number);
  const weights = Float64Array.from(sorted, ([number, count]) => (1 + Math.log(count)) * rarity(number));
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, unsaid ** 2)) || 1;
  return { features, weights: weights.map((weight) => weight / length) };
}

/** The cosine of two unit vectors: 0 shares nothing, 1 is the same. */
export function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.features.length && j < b.features.length; ) {
    const difference = a.features[i]! - b.features[j]!;
    if (difference === 0) sum += a.weights[i++]! * b.weights[j++]!;
    else if (difference < 0) i++;
    else j++;
  }
  return sum;
}

/** Some of a text's features, the heaviest first: what sets it apart from the others. */
export function heaviest({ features, weights }: Vector, most: number): number[] {
  const order = Array.from(features.keys()).sort((a, b) => weights[b]! - weights[a]! || features[a]! - features[b]!);
  return order.slice(0, most).map((n) => features[n]!);
}
