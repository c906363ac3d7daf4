/** What a mail is asked: it loads nothing, runs nothing and asks nothing, and its links are whole. */
import { HOLES } from '../../state/delivery.ts';
import type { Tag } from '../markup.ts';
import type { Rules } from './finding.ts';

const ACTIVE = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'link', 'base', 'svg', 'math']);
const FORMS = new Set(['form', 'input', 'button', 'select', 'textarea']);

export const SAFE_LINK = /^\s*\{\{~?\s*safeUrl\s[^{}]*\}\}\s*$/;
/** What is put in there, our own code makes: an address with a token. */
const HOLE_LINK = new RegExp(`^\\{\\{hole '(?:${HOLES.join('|')})'\\}\\}$`);
const STATIC_LINK = /^\s*(?:https?:\/\/|mailto:|#)/i;

export const MAIL: Rules = {
  ofTag: (tag) => [
    ...(ACTIVE.has(tag.name) ? [`<${tag.name}> loads or runs something; a mail does neither`] : []),
    ...(FORMS.has(tag.name) ? [`<${tag.name}>: a mail has no form`] : []),
    ...(leadsElsewhere(tag) ? ['a mail does not lead elsewhere by itself'] : []),
    ...(tag.name === 'img' ? wrongImage(tag) : []),
  ],
  ofLink,
  ofAsset: (name, value) => (/^(?:cid|data):/i.test(value) ? null : `${name}= loads an asset; a mail loads nothing`),
  ofAll: () => [],
};

/** A refresh, to another address perhaps. */
export const leadsElsewhere = ({ name, attributes }: Tag): boolean =>
  name === 'meta' && attributes.some((it) => it.name === 'http-equiv' && /refresh/i.test(it.value));

/** Outlook sizes a picture by its attributes alone, and whoever sees none reads its words. */
function wrongImage({ attributes }: Tag): string[] {
  const lacks = ['alt', 'width', 'height'].filter((name) => !attributes.find((it) => it.name === name)?.value.trim());
  return lacks.map((name) => `<img> has no ${name}=`);
}

function ofLink(name: string, value: string): string | null {
  if (SAFE_LINK.test(value) || (name === 'href' && HOLE_LINK.test(value))) return null;
  if (value.includes('{{')) return `${name}= holds a mustache that is not safeUrl; mend: ${name}="{{safeUrl …}}"`;
  return STATIC_LINK.test(value) ? null : `${name}= is no absolute http, https or mailto address`;
}
