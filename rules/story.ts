/**
 * Items → stories: the door of `story/`. Two items of a topic report one event where words, names, figures and the
 * topic's own terms agree more than time, severity and subject set them apart.
 */
export type { Gatherable } from './story/features.ts';
export { gather } from './story/gather.ts';
export { familiesOf } from './story/lead.ts';
export { phaseOf } from './story/phase.ts';
export { severityOf } from './story/severity.ts';
export { stories, storyId } from './story/stories.ts';
export { instant, spanOf } from './story/time.ts';
