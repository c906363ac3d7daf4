/** English words that say how others are joined: no key phrase begins or ends with one. */
const WORDS = `
a about above across actually after again against ago all almost alone along already also although always am amid among an and
another any anybody anyone anything anyway anywhere are around as aside at away be became because become becomes been before
behind being below beneath beside besides best better between beyond both but by came can cannot come comes coming could did do
does doing done down due during each either else enough especially etc even ever every everyone everything everywhere except far
few for former from further get gets getting give given gives go goes going gone got had has have having he hence her here
hers herself him himself his how however i if in including indeed inside instead into is it its itself just keep kept last
lately later latter least less let like likely little made mainly make makes making many may maybe me meanwhile merely might
mine more moreover most mostly much must my myself namely near nearly neither never nevertheless new next no nobody none nor not
nothing now nowhere of off often on once one only onto or other others otherwise our ours ourselves out outside over own
particularly per perhaps previously quite rather really recent recently regarding said same saw say saying says see seem seemed
seems seen several shall she should since so some somehow someone something sometimes somewhere soon still such take taken
takes taking than that the their theirs them themselves then there thereby therefore these they thing things this those though
three through throughout thus to together too took toward towards two under unless unlike until up upon us use used uses using
usually various very via was way we well went were what whatever when whenever where whereas whereby wherever whether which
while who whole whom whose why will with within without would yes yet you your yours yourself isn't don't doesn't won't can't
wasn't aren't it's that's they're he's she's we're you're i'm u.s
`;

export const STOPWORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
