/**
 * The kinds of event that analyses say to watch for, after the root classes of CAMEO (P. Schrodt, “Conflict and Mediation
 * Event Observations: event and actor codebook”, 2012), each with the English words that tell of it. A draft takes of
 * them what its documents use.
 */
export interface Event {
  id: string;
  /** What a rule about it is called. */
  title: string;
  /** Our guess; what is urgent nobody knows but the analyst. */
  severity: 'low' | 'medium';
  /** Words, with a star where any ending tells of it too. */
  words: readonly string[];
}

const event = (id: string, title: string, severity: Event['severity'], words: string): Event => ({
  id,
  title,
  severity,
  words: words.split(/\s+/),
});

export const EVENTS: readonly Event[] = [
  event(
    'agree',
    'Agreement',
    'medium',
    'sign signs signed signing agree* accord* deal deals pact* treaty treaties ratif* adopt* approv* endors* finalis* finaliz* memorandum recogni* normali* charter framework declaration',
  ),
  event(
    'join',
    'Joining or membership',
    'medium',
    'join* acced* access* member* particip* candida* integrat* inclu* enlarg* expan*',
  ),
  event(
    'cut',
    'Relations, rights or trade cut',
    'medium',
    'suspen* sanction* revok* restrict* ban bans banned freez* frozen expel* expuls* withdr* halt* block* clos* annul* limit* reduc* obstruct* disrupt* bypass* eliminat* prevent* shift* redirect*',
  ),
  event(
    'attack',
    'Violence',
    'medium',
    'attack* strike* offensive war fight* kill* invasion invad* sabotage* explosion* terror* milita* jihad* infiltrat* raid* drone* clash* violence deaths target* extremis* radical*',
  ),
  event(
    'threaten',
    'Threat or warning',
    'medium',
    'threat* warn* risk* danger* retaliat* intimidat* coerc* pressur* ultimatum graveyard provocat* backfir* escalat* tension* destabili*',
  ),
  event(
    'deploy',
    'Forces moved or exercised',
    'medium',
    'deploy* troop* force* patrol* exercise* reinforc* peacekeep* base bases station* personnel border* equip* weapon* helicopter* security',
  ),
  event(
    'refuse',
    'Refusal or protest',
    'medium',
    'reject* refus* oppos* object* protest* deny denied denial* condemn* betray* concern* critici* fail* violat* unease worr*',
  ),
  event(
    'meet',
    'Visit or talks',
    'medium',
    'visit* summit* meet* talk* negotiat* dialogue* mediat* delegation* broker* host* conference* invit* discuss*',
  ),
  event(
    'aid',
    'Money, works or supply',
    'medium',
    'fund* financ* invest* build* built construct* suppl* develop* launch* project* loan* export* import* corridor* rail* route* transit pipeline* trade infrastructure consortium lease* port ports gas oil energy flight*',
  ),
  event(
    'cooperate',
    'Cooperation widened',
    'medium',
    'cooperat* coordinat* partner* alli* alignment strengthen* deepen* support* shar* establish* creat* relation* connect* enhanc*',
  ),
  event(
    'demand',
    'Demand or appeal',
    'medium',
    'demand* urge* urging call calls called pressed pressing push* condition* request* require* deadline* recommend* compl* reform* implement* meet standard*',
  ),
  event(
    'say',
    'Statement or announcement',
    'low',
    'announc* declar* statement* said says stated signal* pledg* promis* report* confirm* speculat* indicat* emphasi* noted',
  ),
  event(
    'vote',
    'Vote, court or law',
    'medium',
    'election* vote* parliament* resolution* court* law laws regulat* govern* legal legitim* jurisdiction sovereign* citizen* visa* democra*',
  ),
];

/** Who speaks of an event, and how surely: what rules are narrowed by. */
export const CIRCUMSTANCES: readonly Pick<Event, 'id' | 'words'>[] = [
  {
    id: 'officials',
    words:
      'president* minister* ministry ministries ambassador* envoy* official* parliament* spokes* leader* government* adviser* diplomat* administration secretary'.split(
        ' ',
      ),
  },
  {
    id: 'experts',
    words: 'analys* analyst* expert* author* columnist* commentator* opinion* geopolit* institute* university'.split(
      ' ',
    ),
  },
];

const fits = (pattern: string, word: string): boolean =>
  pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;

/** Where in a sentence's folded words each event is told of, every place of each. */
export function eventsIn(words: readonly string[]): { event: Event; at: number }[] {
  return EVENTS.flatMap((event) =>
    words.flatMap((word, at) => (event.words.some((pattern) => fits(pattern, word)) ? [{ event, at }] : [])),
  );
}

const THINGS =
  'accord* base bases border* charter citizen* condition* consortium corridor* court* democra* drone* energy equip* flight* force* framework gas govern* graveyard helicopter* infrastructure jurisdiction law laws legal legitim* member* milita* oil parliament* personnel pipeline* port ports project* rail* regulat* relation* route* security sovereign* standard* station* target* trade transit treaty treaties visa* weapon*'.split(
    ' ',
  );

/** Whether a word that is no verb names a thing that a step is about, rather than the step: a border, a port. */
export const isThing = (word: string): boolean => THINGS.some((pattern) => fits(pattern, word));

/** The words of an event that a text uses. */
export const wordsUsed = ({ words }: Pick<Event, 'words'>, vocabulary: ReadonlySet<string>): string[] =>
  words.filter((pattern) => vocabulary.values().some((word) => fits(pattern, word)));
