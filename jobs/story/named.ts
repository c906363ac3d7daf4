/** What a command line means by a story: its id, a former one, or a beginning that no other story has. */
import { didYouMean } from '../../state/refusal.ts';
import { editDistance } from '../../state/spelling.ts';
import { refuse } from '../subject.ts';
import type { World } from '../world.ts';

/** Fewer letters than this are no name. */
export const LETTERS = 4;

/** The story that is meant, or what is wrong with its name. */
export type Named = { id: string } | { what: string };

/** @param others names that would do besides those of stories, to be proposed for a slip */
export async function storyNamed(
  named: string,
  { ledger }: Pick<World, 'ledger'>,
  others: readonly string[] = [],
): Promise<Named> {
  const found = named.length < LETTERS ? [] : await ledger.storiesNamed(named);
  const ids = [...new Set(found.map(({ story }) => story))];
  if (ids.length === 1) return { id: ids[0]! };
  if (ids.length > 1) return { what: `begins the names of several stories: ${ids.join(', ')}; give more letters` };
  const noun = others.length > 0 ? 'topic or story' : 'story';
  const near = didYouMean(named, others) || nearest(named, await ledger.newestStories());
  return {
    what: `no ${noun} has this name${near || `; mend: the id of a story, or at least ${LETTERS} letters of it`}`,
  };
}

/** So many are proposed. */
const NEAR = 3;

/** The ids whose beginnings most resemble a name, as `; did you mean x or y?`. */
function nearest(named: string, ids: readonly string[]): string {
  const near = ids
    .map((id) => ({ id, far: editDistance(named, id.slice(0, named.length)) }))
    .filter(({ far }) => far <= named.length / LETTERS)
    .sort((a, b) => a.far - b.far);
  const some = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(near.slice(0, NEAR).map(({ id }) => id));
  return near.length === 0 ? '' : `; did you mean ${some}?`;
}

/** @throws Refusal where no story has this name, or several have */
export async function storyId(named: string, world: Pick<World, 'ledger'>): Promise<string> {
  const story = await storyNamed(named, world);
  return 'id' in story ? story.id : refuse(named, story.what);
}
