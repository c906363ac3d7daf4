/** What a page of the web is asked: it runs nothing, loads from ourselves alone, and whoever cannot see it can fill it in. */
import type { Tag } from '../markup.ts';
import type { Finding, Rules } from './finding.ts';
import { leadsElsewhere, SAFE_LINK } from './mail.ts';

const ACTIVE = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'base', 'svg', 'math', 'style']);
const ASKING = new Set(['input', 'select', 'textarea']);
/** They ask nothing, or say what they are by themselves. */
const UNLABELLED = /^(?:hidden|submit|reset|button|image)$/i;

/** On our own host whatever its mustaches print: the letter behind the first slash keeps it from naming another. */
const OWN = /^(?:\/(?:[a-z][^\\]*)?|[#?][^\\]*)$/;
const OWN_PATH = /^\{\{ownPath\s[^{}]*\}\}(?:[/?#][^\\]*)?$/;
const ABSOLUTE = /^(?:https:\/\/|mailto:)[^{]*$/i;

const isOwn = (value: string): boolean => OWN.test(value) || OWN_PATH.test(value);

export const PAGE: Rules = {
  ofTag: (tag) => [
    ...(ACTIVE.has(tag.name) ? [`<${tag.name}> loads or runs something, or is refused by our own policy`] : []),
    ...(tag.name === 'form' && !/^(?:get|post)$/i.test(said(tag, 'method') ?? '')
      ? ['<form> does not say its method; mend: method="post"']
      : []),
    ...(tag.name === 'link' && !/^(?:stylesheet|alternate|icon)$/.test(said(tag, 'rel') ?? '')
      ? ['<link> is neither stylesheet, alternate nor icon']
      : []),
    ...(tag.name === 'link' && /stylesheet/.test(said(tag, 'rel') ?? '') && !isOwn(said(tag, 'href') ?? '')
      ? ['a style sheet is not our own']
      : []),
    ...(leadsElsewhere(tag) ? ['a page does not lead elsewhere by itself'] : []),
  ],
  ofLink,
  ofAsset: (name, value) =>
    isOwn(value) || /^data:image\//.test(value) ? null : `${name}= loads what is not our own; mend: a path, or data:`,
  ofAll: (tags, text) => [...twins(tags), ...nameless(tags, text)],
};

const said = ({ attributes }: Tag, name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name)?.value;

function ofLink(name: string, value: string): string | null {
  if (isOwn(value)) return null;
  if (name !== 'href') return `${name}= is no path of our own; mend: "/…" or "{{ownPath …}}"`;
  if (SAFE_LINK.test(value) || ABSOLUTE.test(value) || value === 'data:,') return null;
  return 'href= may lead anywhere; mend: "/…", "{{ownPath …}}" or "{{safeUrl …}}"';
}

/** An id that stands twice: a label or a link finds the first of them only. */
function twins(tags: readonly Tag[]): Finding[] {
  const known = new Set<string>();
  return tags.flatMap((tag) => {
    const id = said(tag, 'id');
    if (id === undefined) return [];
    const twice = known.has(id);
    known.add(id);
    return twice ? [{ at: tag.at, what: `id="${id}" stands twice` }] : [];
  });
}

/** What asks for something without a label that says for what: neither around it nor naming its id. */
function nameless(tags: readonly Tag[], text: string): Finding[] {
  const named = new Set(tags.filter(({ name }) => name === 'label').map((label) => said(label, 'for')));
  const within = [...text.matchAll(/<label\b[\s\S]*?<\/label>/gi)].map(({ index, 0: all }) => [index, all.length]);
  return tags
    .filter(({ name }) => ASKING.has(name))
    .filter((tag) => !UNLABELLED.test(said(tag, 'type') ?? ''))
    .filter((tag) => !named.has(said(tag, 'id') ?? ''))
    .filter(({ at }) => !within.some(([from, length]) => at > from! && at < from! + length!))
    .map(({ name, at }) => ({ at, what: `<${name}> has no label; mend: <label for="its id">` }));
}
