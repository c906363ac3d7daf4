/** The shipped trackers: their stages are those that were asked for, and headlines move them as a reader would. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../rules/decide.ts';
import { boardOf } from '../../../rules/tracker/board.ts';
import { movesOf } from '../../../rules/tracker/moves.ts';
import { readable } from '../fixture.ts';
import { shippedRulebook } from '../rulebook.ts';

const { topics, documents } = shippedRulebook().rulebook;
const topic = (id: string) => topics.find((one) => one.id === id)!;

/** `subject stage`, or `subject not stage`, of what a headline says, in the order of the board. */
function said(id: string, title: string, summary = ''): string[] {
  const item = readable({ title, summary });
  const said = movesOf(topic(id), { ...item, matches: decide(item, [topic(id)]) });
  return said.map(({ subject, stage, denied }) => `${subject} ${denied ? 'not ' : ''}${stage}`).sort();
}

describe('the shipped trackers', () => {
  it.each([
    ['abraham-accords', ['mentioned', 'courted', 'announced', 'signed', 'in force']],
    ['tripp', ['announced', 'framework', 'company', 'survey', 'construction', 'open']],
    ['georgia-visa', ['warned', 'diplomatic passports', 'proposed', 'decided', 'in force', 'lifted']],
    ['csto-tajikistan', ['discussed', 'decided', 'deployed']],
  ])('of %s has the stages that are asked for', (id, stages) => {
    expect(topic(id).trackers.map((tracker) => tracker.stages)).toEqual([stages]);
  });

  it.each([
    ['abraham-accords', 'kazakhstan', 'announced'],
    ['abraham-accords', 'azerbaijan', 'courted'],
    ['abraham-accords', 'uzbekistan', 'mentioned'],
    ['tripp', 'route', 'announced'],
    ['georgia-visa', 'officials', 'diplomatic passports'],
    ['georgia-visa', 'everyone', 'diplomatic passports'],
    ['csto-tajikistan', 'patrols', 'discussed'],
  ])('of %s is seeded from the documents: %s %s', (id, subject, stage) => {
    const [tracker] = topic(id).trackers;
    const place = boardOf(tracker!, [], '2026-10-05T06:00:00.000Z').find((one) => one.subject === subject);
    expect(place).toMatchObject({ stage, standing: 'confirmed', confirmed: stage });
    expect(place!.cites.length).toBeGreaterThan(0);
  });

  it('cite only paragraphs whose hash is known', () => {
    const cites = topics.flatMap(({ trackers }) =>
      trackers.flatMap(({ seeds }) => seeds.flatMap((seed) => seed.cites)),
    );
    expect(cites.length).toBeGreaterThan(8);
    expect(cites.filter(({ document, paragraph }) => !documents.get(document)?.cited[paragraph])).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['abraham-accords', 'Kazakhstan joins Abraham Accords', ['kazakhstan announced']],
    ['abraham-accords', 'Қазоқистон ба Созишномаи Иброҳим пайваст', ['kazakhstan announced']],
    ['abraham-accords', 'Hamas condemns Kazakhstan for joining Abraham Accords', ['kazakhstan announced']],
    ['abraham-accords', 'Kazakhstan signs Abraham Accords', ['kazakhstan signed']],
    ['abraham-accords', 'Казахстан подписал Авраамовы соглашения', ['kazakhstan signed']],
    [
      'abraham-accords',
      'Uzbekistan, Turkmenistan to join Abraham Accords',
      ['turkmenistan announced', 'uzbekistan announced'],
    ],
    ['abraham-accords', 'Uzbekistan praises Kazakhstan: Tashkent hails neighbour that joins Abraham Accords', []],
    [
      'abraham-accords',
      'Trump administration in talks with Azerbaijan on joining Abraham Accords',
      ['azerbaijan courted'],
    ],
    [
      'abraham-accords',
      'Witkoff: Armenia and Azerbaijan may join Abraham Accords',
      ['armenia mentioned', 'azerbaijan mentioned'],
    ],
    ['abraham-accords', 'Tramp Azərbaycanın İbrahim sazişlərinə qoşulmasını istəyir', ['azerbaijan courted']],
    ['abraham-accords', 'Саудовская Аравия требует от США гарантий, прежде чем обсуждать Авраамовы соглашения', []],
    ['abraham-accords', 'Uzbekistan denies plans to join Abraham Accords', ['uzbekistan not announced']],
    ['abraham-accords', 'Why Azerbaijan fits into the Abraham Accords', []],
    ['abraham-accords', 'Azərbaycan İbrahim sazişlərinə qoşulur?', []],
    ['abraham-accords', 'Trump: Syria will join Abraham Accords', ['syria mentioned']],
    ['abraham-accords', 'Trump announces: Syria joins Abraham Accords', ['syria announced']],
    ['tripp', 'Armenia and the United States sign implementation framework for the Trump Route', ['route framework']],
    ['tripp', 'США и Армения подписали рамочное соглашение по «Маршруту Трампа»', ['route framework']],
    ['tripp', 'US takes 74 percent stake in company for the Trump Route in Armenia', ['route company']],
    ['tripp', 'AECOM team arrives in Armenia for survey of the TRIPP site', ['route survey']],
    ['tripp', 'Survey: most Armenians welcome the Trump Route', []],
    ['tripp', 'Armenia breaks ground on the Trump Route in Syunik', ['route construction']],
    ['tripp', 'Azerbaijan breaks ground on railway to the Zangezur corridor', []],
    ['tripp', 'Armenia plans to start work on the Trump Route in 2026', []],
    ['tripp', 'First train runs on the Trump Route through Armenia', ['route open']],
    ['tripp', 'Armenia denies that construction of the Trump Route has begun', ['route not construction']],
    [
      'georgia-visa',
      'EU suspends visa-free travel for holders of Georgian diplomatic passports',
      ['everyone diplomatic passports', 'officials decided'],
    ],
    [
      'georgia-visa',
      'EU to suspend visa-free regime for holders of Georgian diplomatic passports',
      ['officials proposed'],
    ],
    [
      'georgia-visa',
      'Вступила в силу приостановка безвиза ЕС для грузинских дипломатов',
      ['everyone diplomatic passports', 'officials in force'],
    ],
    ['georgia-visa', 'EU extends suspension of visa-free travel to all Georgians', ['everyone decided']],
    ['georgia-visa', 'EU warns Georgia it may lose visa-free travel', ['everyone warned']],
    ['georgia-visa', 'EU restores visa-free travel for Georgian officials', ['officials lifted']],
    ['georgia-visa', 'EU suspends visa-free travel for Georgians', ['everyone decided']],
    ['georgia-visa', 'European Parliament adopts resolution to suspend visa-free travel for Georgians', []],
    ['georgia-visa', 'Opposition promises to restore visa-free travel to the EU for all Georgians', []],
    ['georgia-visa', 'Georgian PM says suspending EU visa-free travel would change nothing', []],
    [
      'georgia-visa',
      'European Commission denies that suspension of visa-free travel for all Georgians was decided',
      ['everyone not decided'],
    ],
    ['csto-tajikistan', 'Tajikistan in talks with Russia on joint patrols of Afghan border', ['patrols discussed']],
    ['csto-tajikistan', 'Dushanbe denies talks with Russia on Afghan border patrols', ['patrols not discussed']],
    ['csto-tajikistan', 'CSTO adopts programme to strengthen Tajik-Afghan border', ['programme decided']],
    ['csto-tajikistan', 'ОДКБ утвердила программу укрепления таджикско-афганской границы', ['programme decided']],
    ['csto-tajikistan', 'Таджикистан запросил в ОДКБ вооружение для границы с Афганистаном', ['arms discussed']],
    ['csto-tajikistan', 'Russia deploys patrols to Tajik-Afghan border', ['patrols deployed']],
    // What is not so, was so long ago, or is only offered.
    ['georgia-visa', 'EU has not suspended visa-free travel for Georgians, says envoy', []],
    ['georgia-visa', 'ЕС не отменил безвизовый режим для граждан Грузии', ['everyone warned']],
    ['georgia-visa', 'EU Council decides not to suspend visa-free travel for Georgians', []],
    ['georgia-visa', 'Visa-free travel for Georgians remains in force, EU says', []],
    ['tripp', 'США и Армения не подписывали рамочное соглашение по TRIPP', ['route not framework']],
    ['tripp', 'First train runs from Azerbaijan to Armenia via Georgia as TRIPP awaits', []],
    ['tripp', 'Armenia breaks ground on North-South road, TRIPP next', []],
    ['georgia-visa', 'Five years ago EU suspended visa-free travel for Georgian diplomats', []],
    ['csto-tajikistan', 'CSTO has not adopted programme to strengthen Tajik-Afghan border', ['programme discussed']],
    ['csto-tajikistan', 'ОДКБ не утвердила программу укрепления таджикско-афганской границы', ['programme discussed']],
    ['csto-tajikistan', 'No Russian troops deployed to Tajik-Afghan border: Dushanbe', ['patrols discussed']],
    ['csto-tajikistan', 'In 1993 Russian troops deployed to Tajik-Afghan border', ['patrols discussed']],
    ['csto-tajikistan', 'Russia ready to deploy patrols to Tajik-Afghan border, Lavrov says', ['patrols discussed']],
    ['csto-tajikistan', 'Russian helicopters arrive at Tajik-Afghan border', ['aircraft deployed']],
    ['csto-tajikistan', 'Russian soldiers arrive in Tajikistan for drills near Afghan border', []],
    ['csto-tajikistan', 'Three Chinese workers killed in attack in Tajikistan near Afghan border', []],
  ])('of %s: %s', (id, title, expected) => expect(said(id, title)).toEqual(expected));
});
