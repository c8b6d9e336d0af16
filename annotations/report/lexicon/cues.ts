/** Cues of polarity, doubt, time, relation and number: the words that decide what the content words are worth. */
import { entry, type LexiconEntry } from './entry.ts';

export const POLARITY_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'negation', direction: 'ahead' },
    'no|without|wo|w o|neither|nor|never|free of|free from|clear of|devoid of|absence of|lack|lack of|negative for|ve for|unremarkable for|no evidence of|no sign of|no definite|no obvious|no convincing|no discrete|no suspicious|no focal|no residual|no demonstrable|no significant|no appreciable|no visible|no discernible|no measurable|no detectable|no convincing evidence of|nothing to suggest|no indication of|rather than|instead of|no sizeable|no sizable|no relevant|denies|no suggestion of|no hint of|no features of|no trace of|free of any|without any|without evidence of|no longer|fail to show|fail to demonstrate|zero|no gross|no frank|no internal|no intrinsic|no perceptible|excluding|none of|no such|and not|but not|in place of|bare of|void of|innocent of|empty of|exempt from|not a trace of|not a hint of|not any|never any|nothing like|nothing of|lean of|barren of|destitute of|unencumbered by|can exclude|could exclude|can confidently exclude|able to exclude|exclusion of|we exclude|rules out the presence of',
  ),
  entry(
    { kind: 'negation', direction: 'both' },
    'absent|in neither|of neither|negative|neg|none|lacking|nil|missing|undetectable|wanting|ve|nowhere|none seen|none visible|none identified|none found|none present|none detected|nil seen|none definite|none definitely|none certain|none convincing|none evident|none appreciable|none apparent|not definite|not a feature|no feature|not in evidence|nowhere seen|nowhere to be seen|not to be found|nowhere found|not on show|non existent|nonexistent|nought|naught|zilch|conspicuous by its absence|conspicuous by absence|escape detection|beyond detection|below detection|in vain|no more to be seen|not found anywhere',
  ),
  entry(
    { kind: 'gone' },
    'gone|resolved|has resolved|have resolved|disappeared|has disappeared|vanished|has vanished|has cleared|have cleared|no longer seen|no longer visible|no longer identified|no longer present|no longer demonstrated|no longer evident|no longer appreciated|no longer apparent|no longer detectable|no longer there|no longer demonstrable|no longer found|not seen any more|not seen anymore|completely resolved|fully resolved|complete resolution|resolution of|complete resolution of|interval resolution|interval resolution of|has regressed completely|completely regressed|complete regression|completely regressing|has been resorbed|fully resorbed|is no more|not visible any more|completely resorbed|resorbed|has gone|dissolved|melted away|disappearance of|has receded completely|no remnant|no residue|cleared|absorbed|reabsorbed|has subsided|subsided|regressed completely|regressed entirely|receded entirely|been cleared|nothing remain|nothing is left|leave no trace|left no trace|left no residue|without trace|no remains|no remain|nothing left|fully absorbed|completely absorbed|melted|faded away|disappeared completely|reabsorbed completely|evaporated|no more to be seen|fully regressed|entirely regressed|entirely resolved|totally resolved|regressed totally|fully cleared|no longer be made out|no longer be seen|no longer be identified|no longer be found|no longer be demonstrated|no longer be detected|no longer be recognized|not be found any more|cannot be found any more|not be made out any more|cannot be seen any more|no longer exist|ceased to exist|cannot be found anymore|not found any more|not visible anymore|wholly resolved|wholly gone|healed|has healed|dried up|healed completely|mended',
  ),
  entry(
    { kind: 'exclusion' },
    'exclude|excluded|ruled out|rule out|discounted|dismissed|precluded|refuted|out ruled|confidently excluded',
  ),
  entry(
    { kind: 'spare' },
    'spare|spared|sparing|escape|escaped|escaping|uninvolved|unaffected|preserved|uninvaded|respected|respecting|unencased|stop short of|stopping short of|remain free|left free',
  ),
  entry(
    { kind: 'hedge', direction: 'ahead' },
    'possible|possibly|there seem to be|there would seem to be|what seem to be|what may be|what could be|questionable|query|doubtful|equivocal|suspected|suspicion of|suspicious for|suggestion of|suggestive of|suggesting|suggest|cannot exclude|can not exclude|cant exclude|could not exclude|difficult to exclude|unable to exclude|may|might|could|perhaps|maybe|probable|probably|conceivable|conceivably|potential|potentially|apparent|presumed|presumably|uncertain|concern for|concerning for|raises the possibility of|raise the possibility of|raising the possibility of|possibility of|hint of|hint at|hints at|vague suggestion of|question of|likely|indeterminate for|borderline|not exclude|not ruling out|arguably|putative|tentative|impression of|unsure|conceivable that|presumptive|worrisome for|consider|poss|dubious|impossible to exclude|without excluding|doubt as to|does not exclude|not possible to exclude|a question of|raising suspicion of|raises suspicion of|ambiguous|faint suggestion of|a hint of|prob|debatable|raising concern for|raises concern for|raising the question of|raises the question of|cannot confidently exclude|cannot entirely exclude|cannot be certain|cannot completely exclude|cannot rule out|can not rule out|could not rule out|difficult to rule out|as if|seemingly|conceivably a|hard to exclude|one cannot exclude|we cannot exclude|whether|it is unclear whether|unclear whether',
  ),
  entry(
    { kind: 'hedge', direction: 'back' },
    'not excluded|not ruled out|cannot be excluded|cannot be ruled out|can not be excluded|can not be ruled out|could not be excluded|cant be excluded|not be excluded|not entirely excluded|not definitely excluded|not completely excluded|not reliably excluded|difficult to exclude|is questionable|is suggested|are suggested|is queried|are queried|is questioned|is raised|is possible|are possible|is suspected|are suspected|is equivocal|is doubtful|is uncertain|is unclear|is likely|is probable|remains possible|remains questionable|remains uncertain|in question|is borderline|remains unclear|indeterminate|not certain|hard to exclude|is not certain|is conceivable|cannot be discounted|cannot be dismissed|not confidently excluded|cannot be entirely excluded|cannot be completely excluded|cannot be reliably excluded|cannot be confidently excluded|cannot be definitely excluded|not assessed|not assessable|cannot be assessed|hard to assess|difficult to assess|unclear|equivocal|uncertain|questionable|doubtful|not evaluable|not discounted|open to question|is arguable|debatable|is debatable|cannot be totally excluded|would be hard to exclude|to be excluded|needs to be excluded|cannot be decided|cannot be determined|cannot be established|cannot be ascertained|cannot be told|cannot be judged|cannot be settled|not determinable|remains open|remain open|is not settled|could not be assessed|could not be determined|not decidable|if real|if genuine|if true|neither confirmed nor excluded|neither proven nor excluded|cannot be confirmed or excluded|neither excluded nor confirmed',
  ),
  entry(
    { kind: 'affirm' },
    'present|seen|visible|yes|identified|noted|demonstrated|detected|evident|found|confirmed|reproduced|recognized|recognised|appreciated|depicted|delineated|encountered|determined|appreciable|shown|observed|pos|positive|recognizable|discernible|there is|there are|contain|containing|show|showing|shown|demonstrate|demonstrating|exhibit|exhibiting|display|displaying|with|has|have|having|reveal|revealing|include|harbor|harboring|harbour|apparent|exist|measure|measuring|borne out|substantiated|corroborated|upheld|verified|proven|supported|forthcoming|traceable|detectable|demonstrable|perceptible|to be seen|to be found|made out|verifiable|locatable|locatable',
  ),
];

export const TIME_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'time', time: 'prior' },
    'previously|previous|formerly|former|prior|earlier|before|on the previous study|on the prior study|on the previous ct|on the prior ct|previous study|prior study|prior ct|previous ct|prior exam|previous exam|old study|on prior|at baseline|baseline|last year|last month|last week|last time|last june|last scan|initially|used to|used to be|at the time|originally|at diagnosis|compared with|compared to|in comparison with|in comparison to|versus|vs|relative to prior|pre treatment|pretreatment|pre therapy|six months ago|months ago|years ago|weeks ago|year ago|month ago|week ago|ago|then|on the last study|on the earlier scan|at last follow up|hitherto|heretofore|until then|back then|once|had|had been|down from|up from|preoperatively|in the past|prev|at presentation|at the outset|on the old study|a year earlier|earlier study|on admission|the last ct|last ct|last study|in the pre treatment|before therapy|before treatment|before chemotherapy|pre chemotherapy|prechemotherapy|pre operative|preoperative|at the time of diagnosis|at start of therapy|at staging|at last visit|at the last visit|at first|at the start|on the initial|on the last|on the last ct|on the first|until recently|at that time|before steroids|at initial staging|at the last control|at last control|in january|in february|in march|in april|in june|in july|in august|in september|in october|in november|in december|in spring|in summer|in autumn|in winter|of january|of february|of march|of april|of june|of july|of august|of september|of october|of november|of december|last spring|last summer|last autumn|last winter|last january|last march',
  ),
  entry(
    { kind: 'time', time: 'current' },
    'now|currently|today|at present|presently|current|on this study|on this scan|on this examination|on the current study|on the present study|present study|current study|this time|nowadays|now measuring|at this time|present examination|on the current ct|to date|has become|this examination|meanwhile',
  ),
  entry(
    { kind: 'change' },
    'shrunk|shrunken|shrinking|grown|increased|decreased|enlarged|reduced|regressed|progressed|gone from|diminished|expanded|fallen|risen|rising|grew|shrank|gone down|gone up|dropped|decreasing|increasing|changed|receded|reduction|increase|decrease|growth from|evolved|rose|fell|came down|dwindled|halved|doubled|has gone from|have gone from|has gone down|has gone up|went from|have gone up|have gone down|going from|has come down|has dropped',
  ),
  entry(
    { kind: 'known' },
    'noted earlier|seen earlier|described earlier|reported earlier|noted before|seen before|described before|noted previously|seen previously|described previously|reported previously|noted on the previous study|seen on the previous study|seen on the prior study|noted on the prior study|seen on the prior ct|seen on the previous ct|noted on the prior ct|noted on the previous ct|previously seen|previously noted|previously described|previously reported|previously identified|previously known|previously demonstrated|known|above described|aforementioned|previously resected|above mentioned|described|abovementioned|previously documented|previously demonstrated|as previously|as before|than before|than previously|than on the prior|than on the previous|than at baseline|than earlier|formerly described|formerly seen|previously biopsied|previously treated|prior described|said|than last time|than last year',
  ),
  entry(
    { kind: 'history' },
    'hx|history of|h o|status post|s p|post resection of|after resection of|resected|excised|removed|operated for|past history|previous resection of|previously operated|known history of|hx of|pmh|post excision of|prior resection of|previous excision of|prior excision of|excision of|resection of|after excision of|after removal of|removal of|was resected|was removed|was excised|has been resected|has been removed|has been excised|treated for|family history',
  ),
  entry(
    { kind: 'novel' },
    'new|other|others|further|additional|fresh|newly|de novo|elsewhere|new or enlarging|new or growing|similar lesions elsewhere|enlarging',
  ),
  entry(
    { kind: 'advice' },
    'recommend|recommended|suggest follow up|advise|advised|advisable|biopsy of|follow up of|consider biopsy|correlate|recheck|mri of',
  ),
];

export const RELATION_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'encase' },
    'encase|encased|encasing|enclosure|enclosure of|encapsulating|sheathing of|envelopment|surrounding of|encasing of|grow around|growing around|grown around|extend around|extending around|grow round|circumferentially involve|circumferentially involved|circumferentially involving|circumferential involvement of|completely involve|circling|circled|encased structure|encased vessel|structure encased|vessel encased|encasement|encasement of|surround|surrounded|surrounding|engulf|engulfed|engulfing|engulfment of|envelop|enveloped|enveloping|envelope|envelopment of|encircle|encircled|encircling|encirclement of|wrap|wrapped|wrapping|wrap around|wrapping around|wrapped around|wraps round|wrapped round|wrapping round|ensheath|ensheathed|ensheathing|ensheathe|ensheathes|ensheathment|mantling|mantled|cuffing|cuffed|girdle|girdled|girdling|swallow|swallowed|swallowing|enclose|enclosed|enclosing|embed|embedded|enwrap|enwrapped|enwrapping|circumscribed by|encompass|encompassed|encompassing|invest|invested|investing|sheathe|sheathed|sheathing|swathe|swathed|swathing|clothe|clothing|clothed|clasp|clasped|clasping|incase|incased|incasing|incorporate|incorporating|incorporated|coat|coating|coated|all round|all around|entomb|entombed|sandwich|sandwiched|sandwiching|on all sides of|circumferentially around|shroud|shrouded|shrouding|embrace|embracing|embraced|blanket|blanketing|bury|buried|tethered within|caught|lie within it|run through it|run within it|pass through it|inside it|within it|lie inside it|course through it|embedded in it|swallowed by it|lost in it|caught up in|caught within|trapped in|completely around|partly around|circumferential to|trapped|entrapped|entrapping|ring around|ring round|collar around|collar round|halo around|sleeve around|sleeve round|girdle around|coil around|coiled around|coiling around|wind around|winding around|wound around|loop around|curl around|curling around|close around|closing around|all the way around|circling completely|cuff the|mantle the|sheath the|contained within it|encrust|encrusted|cocoon|cocooned|jacket|jacketing|jacketed|strangle|strangled|strangling|hem in|hemmed in|hemming in|enmesh|enmeshed|enmeshing|imprison|imprisoned|box in|wall in|walled in|walling in|walling around|walled around|walling round|walled round|circumferentially encase|ring the|rings the|ringing the|ringed by|ensnared|ensnaring|swaddle|swaddled|swaddling|cradle|cradling|muffle|muffling|lap around|lapping around|hood|hooding|clad|cladding|drape around|draped around|draping around|lagging|enfold|enfolded|enfolding|wreathe|wreathed|wreathing|entwine|entwined|entwining|bandage|festoon|encoil|encircled completely|gird|girt|noose|lasso|collar the|embosom|envelop completely|circumscribe|circumscribing|circumscribe the|engirdle|engirdled|engirdling|in its grip|in its grasp|in its embrace|in its coil|within its grip|throttle|throttling|throttled|choke|choking|choked|grip|gripping|gripped|clutch|clutching|clutched|enlace|enlaced',
  ),
  entry(
    { kind: 'extend' },
    'extend|extended|extending|extension|extension into|extension to|spread|spreading|creep|creeping|crept|track|tracking|tracked|invade|invaded|invading|invasion of|invasion|infiltrate into|infiltrating into|infiltrating|infiltrated|grow into|growing into|grows into|reach|reaching|reached|protrude|protruding|protrusion|insinuate|insinuating|continue into|continue|continuing|continue along|continuing into|continuous with|continuous above with|continuous below with|continuous superiorly with|continuous inferiorly with|continuous anteriorly with|continuous posteriorly with|continuous laterally with|continuous medially with|continuous cranially with|continuous caudally with|contiguous inferiorly with|contiguous superiorly with|merges with|merging with|in continuity with|pass into|passing into|passing through|pass through|enter|entered|entering|penetrate|penetrating|penetration of|penetrated|herniate|herniating|bulge into|bulging into|descend|descending into|descends into|into|through|burrow|burrowing|dissect into|dissecting into|dissecting|propagate|propagating|advance into|advancing into|breach|breaching|breached|transgress|transgressing|send a tongue|tongue|tongue of tissue|tongue of soft tissue|tongue of tumor|tail of tissue|tail of tumor|finger of tissue|finger of soft tissue|finger of tumor|prolongation|seeping|seep|spill|spilling|spill into|widening|widen|widened|prolapse|growing through|grow through|run into|running into|run down|running down|involve|involving|involved|occupied|filled|traverse|traversing|traversed|involvement of|component in|component within|finger|peep|snake|snaking|worm|worming|ooze|oozing|leak into|leaking into|centered in|centered within|centered on|occupy|occupying|fill|filling|squeeze|squeezing|squeezes|reaches into|erode into|eroding into|dumbbell|extn|ext|exten|crossing into|cross into|crosses into|infiltrate the|infiltrates the|straddle the foramen|straddling the foramen|straddle the neural foramen|spur|dip into|dipping into|poke into|poking into|plunge into|plunging into|drop into|dropping into|climb into|climbing into|ascend into|ascending into|trail into|trailing into|wander into|stretch into|stretching into|stretch to|stretching to|sneak into|intrude|intruding|intrude into|intruding into|intrusion into|encroach on|encroaching on|encroach upon|encroaching upon|encroachment on|encroach into|project into|projecting into|projection into|run through|running through|slip into|slipping into|slide into|push into|pushing into|percolate|percolating|bore into|boring into|carry on into|carrying on into|spill over into|spilling over into|overflow into|fan out into|push through|pushing through|break through|breaking through|break into|breaking into|broken into|make its way into|find its way into|colonize|colonizing|growth into|growth through|growth along|growth across|growth beyond|growth towards|infiltration of|infiltration into|via|gain the|gains the',
  ),
  entry(
    { kind: 'touch' },
    'abut|abutting|abutted|abutment|displace|displacing|displaced|displacement|contact|contacting|in contact with|touch|touching|compress|compressing|compressed|compression of|efface|effacing|effaced|push|pushing|pushed|indent|indenting|indented|deviate|deviating|deviated|deviation|elevate|elevating|splay|splaying|bow|bowing|scallop|scalloping|scalloped|erode|eroding|erosion of|adjoin|adjoining|lean on|leaning on|lie against|lying against|flatten|flattening|flattened|narrow|narrowing|narrowed|shift|shifted|shifting|impinge|impinging|obstruct|obstructing|separate from|separated from|distinct from|inseparable from|close to|near to|lifting|lift|lifted|kink|kinked|stretch|stretched|draped over|drape|nudge|nudging|nudged',
  ),
  entry(
    { kind: 'relation', relation: 'beside' },
    'beside|alongside|next to|adjacent to|adjacent|flank|flanking|hug|hugging|along|near|by|juxtaposed to|lateral to|to the left of|to the right of|left of|right of|on either side of|either side of|both sides of|on both sides of|each side of|on each side of|at the side of|posterolateral to|posterior to|behind|dorsal to|posterolateral|anterolateral to|abreast of|adherent to|against|left lateral to|right lateral to|bordering|neighboring|about|paralleling the|to both sides of|straddling|straddle|under the|beneath the|deep to|underneath|attached to|applied to|closely applied to|overlying the|superficial to|clinging to|sitting on|on either flank of|adjoining the|in contact with the|skirting|over the|overlying|at left of|at right of|on the left of|on the right of|at the left of|at the right of|on the left side of|on the right side of|on the left aspect of|on the right aspect of',
  ),
  entry(
    { kind: 'relation', relation: 'around' },
    'around|round|cuff around|rind around|mantle around|surrounding the whole of',
  ),
  entry(
    { kind: 'relation', relation: 'before' },
    'anterior to|in front of|ventral to|anteriorly to|ahead of',
  ),
  entry({ kind: 'relation', relation: 'between' }, 'between'),
  entry(
    { kind: 'component' },
    'component|supernatant|layer|dependent layer|dependent part|dependent portion|nondependent part|nondependent portion|layering part|core|center|central part|portion|part|septum|septa|septation|wall|area of|areas of|foci of|focus of|region of necrosis|necrosis|necrotic|cystic|liquefied|liquefaction|hemorrhagic|pocket|cleft|periphery|nidus|internal focus|internal area|centrally|inner|interior|solid component|cystic area|necrotic area|necrotic center|necrotic core|cavity|capsule thickness|nodular component|subcomponent|level|fluid level|fluid fluid level|air fluid level|fat fluid level|sediment|fatty component of|bubble|gas pocket|mural nodule|daughter',
  ),
  entry(
    { kind: 'dimension' },
    'ap|tr|tv|cc|long axis|short axis|long diameter|short diameter|ct dimension|craniocaudal|craniocaudally|cranio caudal|cranio caudally|transverse|transversely|anteroposterior|antero posterior|sagittal|axial|axially|in length|length|long|height|high|tall|thick|thickness|deep|depth|wide|width|in height|in width|in depth|vertical|vertically|longitudinal|si|ml|rl|lr|cranio caudal extent|superoinferior|craniocaudal extent|cc extent|top to bottom|caudocranial|broad|in thickness|trans|longitudinally|head to foot|coronal|in vertical extent|in craniocaudal extent|breadth|in breadth|top to toe|end to end',
  ),
  entry(
    { kind: 'distance' },
    'from|away from|caudal to|cranial to|distal to|proximal to|inferior to|superior to|distant from|off the|short of|lateral to|medial to|anterior to|posterior to|apart|deviation|displacement|shift|from the|separated from',
  ),
];

export const SIDE_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'side', side: 'left' },
    'left|left sided|left side|lhs|left hand side|on the left|on the left side|at left|on left|sinistral|leftward|leftsided|to the left|left more than right|more left than right|off midline to the left|eccentric to the left|left eccentric|eccentrically to the left|lateralized to the left|lateralised to the left|lateralizing to the left|mostly to the left|mainly to the left|predominantly to the left|chiefly to the left|largely to the left|more so on the left|predominantly left|mainly left|more on the left|left predominant|left dominant|left of midline|left of the midline|left paramedian|mostly left|mostly on the left|chiefly left|left paramidline|chiefly on the left|mainly on the left|predominantly on the left|largely on the left|more to the left|somewhat to the left|slightly to the left|to the left of the midline|to the left of midline|on the left of the midline|on the left of midline|on the left side of the midline',
    'SCT 7771000',
  ),
  entry(
    { kind: 'side', side: 'right' },
    'right|right sided|right side|rhs|right hand side|on the right|on the right side|at right|on right|dextral|rightward|rightsided|to the right|right more than left|more right than left|off midline to the right|eccentric to the right|right eccentric|eccentrically to the right|lateralized to the right|lateralised to the right|lateralizing to the right|mostly to the right|mainly to the right|predominantly to the right|chiefly to the right|largely to the right|more so on the right|predominantly right|mainly right|more on the right|right predominant|right dominant|right of midline|right of the midline|right paramedian|mostly right|mostly on the right|chiefly right|right paramidline|chiefly on the right|mainly on the right|predominantly on the right|largely on the right|more to the right|somewhat to the right|slightly to the right|to the right of the midline|to the right of midline|on the right of the midline|on the right of midline|on the right side of the midline',
    'SCT 24028007',
  ),
  entry(
    { kind: 'side', side: 'bilateral' },
    'bilateral|bilaterally|bilat|both sides|on both sides|either side|on either side|b l|two sided|on each side|each side|to either side|left and right|right and left|left sided and right sided|symmetrical pair|bil|right and left sided|left and right sided|both sided',
    'SCT 51440002',
  ),
  entry(
    { kind: 'side', side: 'midline' },
    'midline|mid line|in the mid line|median|in the midline|central midline|in midline|midline situated|in the median plane',
    'SCT 261129000',
  ),
];
