/** What is written to whoever asked for something on the web, and only to the address that they gave there. */
import type { Mail } from '../state/delivery.ts';
import type { Wishes } from '../state/join.ts';
import { wishWords } from './footer.ts';
import { renderHtml, renderText } from './render.ts';
import type { Sender } from './sender.ts';

interface Confirmation {
  title: string;
  lines: string[];
  link: string;
  label: string;
  after: string;
}

const NOT_YOU = 'If it was not you, do nothing';

/**
 * Asks whether the wish to join is that of whoever reads this address (double opt-in).
 *
 * @param links `confirm` leads to a page with a button; it is good for three days
 * @param titles of the topics that are wished
 */
export function composeConfirm(
  wishes: Wishes,
  { confirm }: { confirm: string },
  titles: readonly string[],
  sender: Sender,
): Mail {
  return composed(
    {
      title: 'Please confirm your subscription',
      lines: [
        'Somebody, we hope you, asked on our web page that Silkwatch write to this address.',
        wishWords(wishes, titles),
      ],
      link: confirm,
      label: 'Confirm my subscription',
      after: `${NOT_YOU}: nothing more is sent, and in three days we forget that it was asked.`,
    },
    sender,
  );
}

/** To who asked to join and is there already: it says so to them alone, for a page would say it to everybody. */
export function composeAlreadyThere({ change }: { change: string }, sender: Sender): Mail {
  return composed(
    {
      title: 'You are subscribed already',
      lines: [
        'Somebody, we hope you, asked on our web page that Silkwatch write to this address. It does so already, and goes on as before.',
        'If you would like other topics or other times, change them here:',
      ],
      link: change,
      label: 'Change topics, times or pause',
      after: `${NOT_YOU}: nothing has changed.`,
    },
    sender,
  );
}

/** The way to all that is known of a subscriber, to take it along or to have it erased; it is good for one hour. */
export function composeDataLink({ data }: { data: string }, sender: Sender): Mail {
  return composed(
    {
      title: 'What we know of you',
      lines: [
        'Somebody, we hope you, asked for what we know of this address.',
        'The link leads to a page where you can take it along as a file, or have it erased. It is good for one hour.',
      ],
      link: data,
      label: 'Export or erase my data',
      after: `${NOT_YOU}: nobody else can use the link, and nothing has changed.`,
    },
    sender,
  );
}

function composed({ title, lines, link, label, after }: Confirmation, { web }: Sender): Mail {
  const view = {
    subject: `${title} · Silkwatch`,
    ...{ kind: 'From our web page', date: null, language: null },
    preheader: lines[0]!,
    ...{ title, lines, link, label, after, web: web ?? '' },
    footer: null,
  };
  return { subject: view.subject, html: renderHtml('confirmation', view), text: renderText('confirmation', view) };
}
