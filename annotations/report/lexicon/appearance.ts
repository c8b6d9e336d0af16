/** How a lesion looks: attenuation, enhancement, margins, fat, calcium, phases. Readings follow the annotation rules. */
import { entry, type LexiconEntry } from './entry.ts';

export const ATTENUATION_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'attenuation', attenuation: 'hypo' },
    'hypoattenuating|hypoattenuation|hypodense|hypodensity|hypo attenuating|hypo dense|hypoattenuated|hypoattenuate|low density|low attenuation|low attenuating|low in density|low in attenuation|lower density|lower attenuation|reduced attenuation|reduced density|decreased attenuation|decreased density|lower in density|lower in attenuation|lower ct density|less dense|less attenuating|subdense|hypodens|lowish density|lowish attenuation|low dens|relatively low density|low ct density|poorly attenuating|less bright|lesser density|lesser attenuation|smaller density',
    'RADLEX RID6039',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'iso' },
    'isoattenuating|isoattenuation|isodense|isodensity|iso attenuating|iso dense|isoattenuated|same density|same attenuation|equal density|equal attenuation|equally dense|muscle density|muscle attenuation|muscle like density|muscle like attenuation|muscle equivalent density|muscular density|muscular attenuation|muscle isodense|as dense as|equidense|iso attenuation|isodens|same ct density|muscle equivalent|muscle like in density|muscle like|equally bright|same brightness',
    'RADLEX RID6040',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'hyper' },
    'hyperattenuating|hyperattenuation|hyperdense|hyperdensity|hyper attenuating|hyper dense|hyperattenuated|high density|high attenuation|high attenuating|higher in density|higher in attenuation|higher density|higher attenuation|increased attenuation|increased density|more dense|more attenuating|hyperdens|denser than|elevated attenuation|raised attenuation|raised density|overly dense|greater density|greater attenuation|superior density',
    'RADLEX RID6038',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'hypo', needs: 'reference' },
    'darker|lower|less|below|blacker|inferior|fainter|beneath|under|lower than that|lucent|less bright|less intense|underneath|fall short of|falling short of|short of|dimmer|lesser|dark',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'hyper', needs: 'reference' },
    'brighter|higher|greater|above|denser|exceed|exceeding|exceeded|more|whiter|more intense|surpass|surpassing|outshine|paler|lighter|outstrip|outstripping',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'iso', needs: 'reference' },
    'match|matching|matched|equal|equal to|equaling|equalling|identical|identical to|same|the same as|similar|similar to|like|resemble|resembling|comparable|comparable to|comparable with|equivalent|equivalent to|indistinguishable|indistinguishable from|iso|parallel|paralleling|akin to|as muscle|as that of muscle|like muscle|close to that|mirror|mirroring|on a par with|on par with|approximating|approximate|akin|level with that|inseparable in density|follow|following|blend in density|blend|blending|as bright as|not differ from|not to differ from|no different from|indistinct from|cannot be told from|cannot be told apart from|cannot be distinguished from|cannot be separated from|not distinguishable from|not separable from|inseparable from|undistinguishable from|in keeping with that|equals|copy|copying|level with|on the level of|tantamount to|corresponding to|correspond to|share|sharing|rival|rivaling|rivalling|tally with|tallying with|tally|as in|not unlike|approach|approaching|duplicate|duplicating|echo|echoing|on the same footing as|in line with|consonant with|in step with',
  ),
  entry(
    { kind: 'attenuation', attenuation: 'hypo', needs: 'noun' },
    'low|lowish|reduced|decreased|diminished|hypo|subnormal',
  ),
  entry({ kind: 'attenuation', attenuation: 'hyper', needs: 'noun' }, 'high|raised|elevated|hyper'),
  entry(
    { kind: 'density' },
    'attenuation|attenuate|dens|ct density|ct number|ct value|attenuation value|density value|radiodensity|hu value|dense|attenuating|attn|atten|att|roi',
  ),
  entry(
    { kind: 'null-density' },
    'fluid density|fluid attenuation|water density|water attenuation|near water density|near fluid density|fat density|fat attenuation|fatty density|fatty attenuation|soft tissue attenuation|intermediate density|intermediate attenuation|mixed density|mixed attenuation|heterogeneous density|homogeneous density|heterogeneous attenuation|homogeneous attenuation|heterogeneously dense|homogeneously dense|fat containing density|blood density|acute blood density',
  ),
];

export const ENHANCEMENT_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'enhancement' },
    'enhancement|enhance|enhancing|enhanced|enh|enhan|contrast uptake|contrast medium enrichment|contrast enrichment|enrichment|contrast medium accumulation|contrast agent enhancement|contrast medium enhancement|uptake of contrast|uptake of contrast medium|uptake of contrast agent|uptake of contrast material|contrast material uptake|contrast agent uptake|contrast enhancement|take up contrast|taking up contrast|contrast medium uptake|uptake|opacification|opacify|post contrast enhancement|contrast take up|enhancement pattern|lesion enhancement|degree of enhancement|ce|density increase|attenuation increase|increase in density|increase in attenuation|rise in attenuation|rise in density|contrast behavior|light up|lighting up|lit up|blush|brighten|brightening|take up|taking up|took up|take contrast|taking contrast|pick up contrast|picking up contrast|stain|staining|soak up contrast|contrast medium take up|accumulation of contrast|contrast accumulation|accumulate contrast|vascularity|vascularization|vascularisation|perfusion|post contrast behavior|taken up|density gain|gain in density',
    'RADLEX RID43365',
  ),
  entry(
    { kind: 'enhancement', degree: 'none' },
    'nonenhancing|non enh|not enhancing|nonenh|non enhance|non enhancing|unenhancing|nonenhancement|non enhancement|non enhanced lesion|fail to enhance|refuse to enhance|refusing to enhance|decline to enhance|declining to enhance|remain unaffected by contrast|failing to enhance|failed to enhance|enhancement free|avascular|contrast leave it unchanged|contrast make no difference|contrast change nothing|unchanged by contrast|unchanged after contrast|unaltered by contrast|unaltered after contrast|unaffected by contrast|no reaction to contrast|no response to contrast|fail to light up|fail to brighten|fail to take up contrast|fail to opacify|fail to stain|inert after contrast|inert to contrast|no avidity for contrast|contrast fail to alter|contrast do not alter|contrast doe not alter|untouched by contrast|indifferent to contrast|enhancement lost|enhancement ceased|enhancement has ceased|lost its enhancement|lost enhancement|loss of enhancement|enhancement has been lost|enhancement abolished|enhancement has stopped|stopped enhancing|ceased to enhance|cease to enhance|leave it unenhanced|leave them unenhanced|left unenhanced|leaves unenhanced|appear unenhanced|be unenhanced|persist unenhanced',
  ),
  entry(
    { kind: 'enhancement', degree: 'marked' },
    'bright after contrast|bright on the enhanced scan|bright after injection|dense enhancement|dense uptake|dense opacification|dense staining|hyperenhancing|hyper enhancing|hyperenhancement|hypervascular|hyper vascular|hypervascularity',
  ),
  entry(
    { kind: 'enhancement', degree: 'minimal' },
    'hypoenhancing|hypo enhancing|hypoenhancement|hypovascular',
  ),
  entry(
    { kind: 'enhancement', degree: 'minimal' },
    'virtually unenhanced|practically unenhanced|almost unenhanced|nearly unenhanced|essentially unenhanced',
  ),
  entry(
    { kind: 'enhancement', degree: 'none' },
    'no contrast blush|no contrast uptake|no contrast enhancement|without contrast enhancement|without contrast uptake|no contrast take up|without contrast take up|remain unenhanced|entirely unenhanced|completely unenhanced|stay unenhanced',
  ),
  entry(
    { kind: 'enhancement', pattern: 'peripheral' },
    'rim enhancing|ring enhancing|rim enhancement|ring enhancement|peripherally enhancing|peripheral enhancement|rim enhance|ring like enhancement|rim like enhancement|rim type enhancement|enhancing rim|enhancing ring',
  ),
  entry({ kind: 'degree', degree: 'none' }, 'nil|imperceptible|unappreciable', 'RADLEX RID28454'),
  entry(
    { kind: 'degree', degree: 'minimal' },
    'minimal|minimally|min|faint|faintly|barely|hardly|scarcely|virtually no|almost no|next to no|practically no|barely any|hardly any|scarcely any|negligible|negligibly|trace|tiny|scant|scanty|little|very little|little if any|virtually none|practically none|almost none|virtually nil|only just|subtle|subtly|trivial|trivially|barely perceptible|hardly perceptible|very slight|very slightly|very mild|very weak|very faint|minimal amount|the faintest|doubtful minimal|ever so slightly|essentially no|essentially none|near absent|almost nil|barely appreciable|hardly appreciable|hardly at all|next to none|minor|close to no|next to nil|inconspicuous|inconspicuously|vanishingly small|a trace of|a whiff of|hardly discernible|barely discernible|barely detectable|hardly detectable|just perceptible|barely visible|hardly visible|barely noticeable|hardly noticeable|vanishingly slight|vanishingly|mere hint|whisper|shimmer|meager|meagre|meagerly|meagrely|wisp|ghost|exiguous|sparse|sparsely|sparing|infinitesimal|the slightest|the least|next to nothing|all but nothing|almost nothing|virtually nothing|practically nothing',
    'RADLEX RID5670',
  ),
  entry(
    { kind: 'degree', degree: 'mild' },
    'mild|mildly|slight|slightly|weak|weakly|low grade|low level|some|somewhat|modest|modestly|light|lightly|gentle|gently|discreet|small degree|a little|limited|feeble|feebly|tepid|poor|poorly|moderately weak|low degree|muted|subdued|restrained|moderated|quiet|unimpressive|dull|sluggish|sluggishly|thin degree',
    'RADLEX RID5671',
  ),
  entry(
    { kind: 'degree', degree: 'moderate' },
    'moderate|moderately|mod|intermediate|medium|fair|fairly|moderate degree|moderately strong|middling|average',
    'RADLEX RID5672',
  ),
  entry(
    { kind: 'degree', degree: 'marked' },
    'marked|markedly|avid|avidly|strong|strongly|intense|intensely|brisk|briskly|vivid|vividly|conspicuous|conspicuously|pronounced|pronouncedly|prominent|prominently|vigorous|vigorously|bright|brightly|striking|strikingly|significant|significantly|considerable|considerably|substantial|substantially|exuberant|exuberantly|robust|robustly|florid|floridly|intensive|intensively|severe|high grade|dense|densely|lively|heavy|heavily|very strong|energetic|energetically|high degree|profound|profoundly|rapid and intense|fierce|fiercely|blazing|fiery|powerful|powerfully|profuse|profusely|hugely|flagrant|flagrantly|luxuriant|dramatic|dramatically|brilliant|brilliantly|massively|extreme|extremely|exquisite|exquisitely|forceful|forcefully|heftily|hefty|stark|starkly|pervasive and strong|ardent|great|greatly|abundant|abundantly|notable|notably|distinctly strong|impressive|impressively|hot|extensive',
    'RADLEX RID34299',
  ),
  entry(
    { kind: 'degree-range', degrees: ['none', 'minimal'] },
    'if any minimal|if at all minimal|minimal if at all|little or no|little to no|minimal or no|minimal to no|minimal if any|minimal or none|minimal to none|none to minimal|no or minimal|no to minimal|no or only minimal|no or little|absent to minimal|minimal to absent|absent or minimal|minimal or absent|nil to minimal|no more than minimal or none|faint or no|faint to no|faint or absent|nil or minimal|faint if any|little or none|little to none|no or faint|no or barely any|none or minimal|no or hardly any',
  ),
  entry(
    { kind: 'degree-range', degrees: ['none', 'minimal', 'mild'] },
    'no to mild|none to mild|absent to mild|no to slight',
  ),
  entry(
    { kind: 'degree-range', degrees: ['none', 'mild'] },
    'no or mild|no or slight|mild if any|slight if any',
  ),
  entry(
    { kind: 'pattern', pattern: 'homogeneous' },
    'homogeneous|homogeneously|uniform|uniformly|even|evenly|homogenized|consistent throughout|throughout evenly|homogeneity|solid and uniform|diffusely uniform|homog|homo|regular|smoothly uniform|equally throughout|monotonous|monotonously|consistent|consistently|unvarying|of one tone|the same throughout|equal throughout|flat|evenly spread|evenly distributed|uniformly distributed|homogenously distributed|of even texture|of uniform texture|undivided|unbroken',
    'RADLEX RID39563',
  ),
  entry(
    { kind: 'pattern', pattern: 'heterogeneous' },
    'heterogeneous|heterogeneously|inhomogeneous|inhomogeneously|inhomogeneity|non homogeneous|nonhomogeneous|not homogeneous|patchy|patchily|uneven|unevenly|non uniform|nonuniform|nonuniformly|non uniformly|mottled|variegated|irregular internal|mixed|heterogeneity|not uniform|heterog|inhomog|hetero|geographic|streaky|blotchy|variable|variably|spotty|not even|inconsistent|speckled|piebald|dappled|lacy|marbled|checkered|chequered|motley|mosaic|mosaic like|clumpy|lumpy|whorled|swirled|in patches|blotched|disorderly|spotted|unequal|unequally|inhomogenic|stippled enhancement|not homogeneously|not evenly|not uniformly|varied|diverse',
    'RADLEX RID39457',
  ),
  entry(
    { kind: 'pattern', pattern: 'peripheral' },
    'peripheral|peripherally|rim shaped|rim formed|ring formed|annular|garland like|garland shaped|border like|rim|rim like|rim type|ring|ring like|ring type|ring shaped|along the periphery|at the periphery|of the rim|rimlike|ringlike|marginal|circumferential rim|at its periphery|at its rim|around its rim|thin rim|thick rim|limited to its wall|limited to its rim|limited to its periphery|limited to its edge|limited to its margin|limited to its capsule|limited to its outer part|limited to the wall|limited to the rim|limited to the periphery|limited to the edge|limited to the margin|limited to the capsule|limited to the outer part|limited to their wall|limited to their rim|limited to their periphery|limited to their edge|limited to their margin|limited to their capsule|limited to their outer part|limited to a wall|limited to a rim|limited to a periphery|limited to a edge|limited to a margin|limited to a outer part|confined to its wall|confined to its rim|confined to its periphery|confined to its edge|confined to its margin|confined to its capsule|confined to its outer part|confined to the wall|confined to the rim|confined to the periphery|confined to the edge|confined to the margin|confined to the capsule|confined to the outer part|confined to their wall|confined to their rim|confined to their periphery|confined to their edge|confined to their margin|confined to their capsule|confined to their outer part|confined to a wall|confined to a rim|confined to a periphery|confined to a edge|confined to a margin|confined to a capsule|confined to a outer part|restricted to its wall|restricted to its rim|restricted to its periphery|restricted to its edge|restricted to its margin|restricted to its capsule|restricted to its outer part|restricted to the wall|restricted to the rim|restricted to the periphery|restricted to the edge|restricted to the margin|restricted to the capsule|restricted to the outer part|restricted to their wall|restricted to their rim|restricted to their periphery|restricted to their edge|restricted to their margin|restricted to their capsule|restricted to their outer part|restricted to a wall|restricted to a rim|restricted to a periphery|restricted to a edge|restricted to a margin|restricted to a capsule|restricted to a outer part|at the edge|rind like|shell like|targetoid|outer rim|circumference|circumferential|outer shell|outer zone|outer part|halo|halo like|rind|shell|at its circumference|at its margin|along its edge|along the edge|along its border|collar',
  ),
];

/** "sharply delimited", "poorly set off": each adverb with each participle. */
const combined = (adverbs: string, participles: string): string =>
  adverbs
    .split(' ')
    .flatMap((a) => participles.split('|').map((p) => `${a} ${p}`))
    .join('|');
const BOUNDED =
  'defined|marginated|margined|circumscribed|demarcated|delineated|outlined|delimited|bordered|contoured|edged|bounded|set off|limited|drawn|etched|separated from|separable from|confined';

export const MARGIN_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'margin', margin: 'well-defined' },
    'well defined|well delimitable|clearly delimitable|sharply delimitable|easily delimitable|clearly separable|well separable|well circumscribed|well marginated|well demarcated|well delineated|well outlined|sharply defined|sharply marginated|sharply circumscribed|sharply demarcated|sharply outlined|sharply delineated|sharp edged|sharp bordered|clearly defined|clearly demarcated|clearly marginated|clearly circumscribed|clearly delineated|clear cut|encapsulated|smoothly marginated|smoothly outlined|smooth bordered|smooth walled|smooth edged|smooth contoured|smoothly contoured|smoothly circumscribed|smooth marginated|circumscribed|well encapsulated|well contained|well bordered|well defined margin|smooth outline|sharp outline|sharply contoured|sharply bordered|cleanly marginated|cleanly defined|neatly defined|neatly circumscribed|demarcated|well limited|well separated|well contoured|crisply defined|crisply marginated|distinctly marginated|sharp margin|smooth margin|well def|well marg|clean edged|crisp edged|clear edged|neat edged|well edged|a capsule|thin capsule|fibrous capsule|complete capsule|capsule of its own|capsulated|pseudocapsule|pseudo capsule|clear interface|sharp interface',
    'SCT 260409000',
  ),
  entry(
    { kind: 'margin', margin: 'well-defined', needsNoun: true },
    'smooth|smoothly|sharp|sharply|crisp|clear|distinct|regular|clean|neat|defined|definite|well seen|discernible|delineated|capsule|discrete|definable|identifiable|traceable|well visible|well visualized|well appreciated|clearly seen|clearly visible|tidy|immaculate|exact|precise|well drawn|trim|unequivocal|intact',
  ),
  entry(
    { kind: 'margin', margin: 'ill-defined' },
    'merge with its surrounding|merge with the surrounding|merge with surrounding tissue|merge with adjacent tissue|merge with neighboring tissue|merge into its surrounding|merge into the surrounding|merge into surrounding tissue|merge into adjacent tissue|merge into neighboring tissue|merging with its surrounding|merging with the surrounding|merging with surrounding tissue|merging with adjacent tissue|merging with neighboring tissue|merging into its surrounding|merging into the surrounding|merging into surrounding tissue|merging into adjacent tissue|merging into neighboring tissue|blend with its surrounding|blend with the surrounding|blend with surrounding tissue|blend with adjacent tissue|blend with neighboring tissue|blend into its surrounding|blend into the surrounding|blend into surrounding tissue|blend into adjacent tissue|blend into neighboring tissue|blending with its surrounding|blending with the surrounding|blending with surrounding tissue|blending with adjacent tissue|blending with neighboring tissue|blending into its surrounding|blending into the surrounding|blending into surrounding tissue|blending into adjacent tissue|blending into neighboring tissue|melt with its surrounding|melt with the surrounding|melt with surrounding tissue|melt with adjacent tissue|melt with neighboring tissue|melt into its surrounding|melt into the surrounding|melt into surrounding tissue|melt into adjacent tissue|melt into neighboring tissue|melting with its surrounding|melting with the surrounding|melting with surrounding tissue|melting with adjacent tissue|melting with neighboring tissue|melting into its surrounding|melting into the surrounding|melting into surrounding tissue|melting into adjacent tissue|melting into neighboring tissue|fade with its surrounding|fade with the surrounding|fade with surrounding tissue|fade with adjacent tissue|fade with neighboring tissue|fade into its surrounding|fade into the surrounding|fade into surrounding tissue|fade into adjacent tissue|fade into neighboring tissue|fading with its surrounding|fading with the surrounding|fading with surrounding tissue|fading with adjacent tissue|fading with neighboring tissue|fading into its surrounding|fading into the surrounding|fading into surrounding tissue|fading into adjacent tissue|fading into neighboring tissue|dissolve with its surrounding|dissolve with the surrounding|dissolve with surrounding tissue|dissolve with adjacent tissue|dissolve with neighboring tissue|dissolve into its surrounding|dissolve into the surrounding|dissolve into surrounding tissue|dissolve into adjacent tissue|dissolve into neighboring tissue|ill defined|not delimitable|not clearly delimitable|not well delimitable|poorly delimitable|ill delimitable|not sharply delimitable|not separable from|not clearly separable|not clearly separable from|not clearly delimited|poorly defined|poorly marginated|poorly circumscribed|poorly demarcated|poorly delineated|poorly outlined|indistinct|hazy in outline|hazily marginated|hazily defined|ill marginated|ill demarcated|ill delineated|ill circumscribed|indistinctly marginated|badly defined|vaguely defined|vaguely marginated|fuzzy|blurred|unsharp|unsharply defined|unsharply marginated|irregularly marginated|irregular margin|not well defined|not well circumscribed|not well demarcated|not clearly defined|not sharply defined|spiculated|smudgy|smudged|undefined|nondistinct|non circumscribed|noncircumscribed|badly marginated|ill def|poorly def|soft edged|blurry|hazy outlined|merge imperceptibly|merging imperceptibly|blend imperceptibly|blending imperceptibly|fade into|fading into|hazy edged|ragged edged|shaggy edged|fuzzy edged|woolly edged|blur into|blurring into|melt into|melting into|dissolve into|dissolving into|merge into|merging into|pass imperceptibly into',
    'SCT 300841009',
  ),
  entry(
    { kind: 'margin', margin: 'ill-defined', needsNoun: true },
    'hazy|vague|irregular|irregularly|shaggy|poor|ragged|unclear|ill|feathery|obscure|obscured|imprecise|jagged|woolly|loss of|lost|non distinct|diffuse|cannot be traced|cannot be defined|cannot be delineated|cannot be followed|hard to define|hard to trace|hard to make out|hard to delineate|hard to follow|hard to see|difficult to define|difficult to trace|difficult to make out|difficult to delineate|difficult to follow|difficult to see|not traceable|frayed|not well seen|cloudy|hard to pin down|wispy|nebulous|indefinite|fading|unsharp|melt|melting|dissolving|smeared|washed out|veiled|shrouded|foggy|dim|tattered|moth eaten|dissolve|dissolved|evaporating|crumbling',
  ),
  entry(
    { kind: 'margin', margin: 'well-defined' },
    combined(
      'well firmly sharply clearly cleanly neatly crisply smoothly distinctly finely precisely tightly perfectly nicely',
      BOUNDED,
    ),
  ),
  entry(
    { kind: 'margin', margin: 'ill-defined' },
    combined(
      'ill poorly badly vaguely indistinctly hazily imprecisely unsharply loosely fuzzily insufficiently incompletely barely',
      BOUNDED,
    ),
  ),
  entry(
    { kind: 'margin', margin: null },
    'non encapsulated|unencapsulated|not encapsulated|non infiltrative|noninfiltrative|non infiltrating|noninfiltrating|non invasive|noninvasive',
  ),
  entry(
    { kind: 'margin', margin: 'infiltrative' },
    'infiltrative|permeating|permeate its surrounding|infiltrate its surrounding|infiltrating its surrounding|invade its surrounding|invading its surrounding|infiltrating margin|infiltrating border|infiltrating edge|invasive margin|invasive border|invasive edge|infiltrative growth|infiltratively|edge infiltrate|margin infiltrate|border infiltrate|infiltrative looking|infiltrating looking|infiltrate along|tentacular margin|tentacular edge|tentacular outline|margin invade|edge invade|border invade',
    'RADLEX RID6282',
  ),
  entry(
    { kind: 'margin', margin: 'infiltrative', needsNoun: true },
    'infiltrating|invasive|permeative|invading',
  ),
  entry(
    { kind: 'margin-noun' },
    'margin|marginated|bordered|edged|contoured|margined|edge|border|contour|outline|outlined|boundary|interface|marginal definition|rims and edges|limit|demarcation|delineation|delimitation|marginal delimitation|boundary line|capsular|circumscription|edges are|periphery outline|perimeter|circumference of the lesion|outer limit',
  ),
];

export const TISSUE_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'fat' },
    'fat|fatty|macroscopic fat|intralesional fat|fat containing|fat bearing|internal fat|lipomatous|adipose|adipose tissue|fatty tissue|fatty component|fatty area|fatty focus|fatty foci|fat component|fatty streak|fatty change|fatty replacement|fatty element|fatty strand|lipid|fatty content|fat content|fat streak|fat lobule|fat globule|fatty island|fat inclusion|areas of fat attenuation|area of fat attenuation|area of fat density|foci of fat density|focus of fat density|foci of fat attenuation|internal fat density|intralesional fat density|fat density area|fat density component|fat density foci|fat density focus|fatty density area|fatty conversion|fatty degeneration|fatty involution|fat interspersed|visible fat|gross fat|microscopic fat|fat islands|fatty transformation|fatty metamorphosis|fatty portion|fat portion|fat locule|fatty deposit|fatty nodule|fat nodule|fatty material|fat laden|fat rich|fat bearing area',
    'SCT 256674009',
  ),
  entry(
    { kind: 'fat', polarity: 'absent' },
    'fat free|non fatty|nonfatty|non fat containing|nonlipomatous|fatless|fat less',
  ),
  entry(
    { kind: 'calcium' },
    'calcification|calcified|calcify|calcium|calcific|calcific foci|calcific focus|calcific fleck|flecks of calcification|ca|calc|calcif|calcifying|calcareous|ossification|mineralization|mineralisation|calcium deposit|calcified foci|calcified focus|calcar|calcs|calcn|calcns|calcfn|calcifn|calcificn|calcified component|calcium fleck|ossified|mineralized|calcified spot|calcifications|psammomatous|egg shell calcification|eggshell calcification|rim calcification|peripheral calcification|rim like calcification|peripherally calcified|rim calcified|calcific deposit|calcareous deposit|calcific density|calcified material|calcific material|calcific speck|speck of calcium|speck of calcification|calcific spot|calcific plaque|calcific nodule|calcific stippling|calcified deposit|lime|lime salt|chalk|chalky|chalky foci|chalky focus|bony speck|mineral|mineral deposit|calcium grain|dystrophic calcification|ossific|ossific foci',
    'RADLEX RID5196',
  ),
  entry(
    { kind: 'calcium', polarity: 'absent' },
    'noncalcified|non calcified|uncalcified|calcification free|non calcifying|noncalcific|calcium free|non calcific',
  ),
];

export const PHASE_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'phase', phase: 'noncontrast' },
    'unenhanced|noncontrast|non contrast|non contrasted|noncontrasted|plain|plain ct|plain scan|native|precontrast|pre contrast|before contrast|without contrast|without iv contrast|without intravenous contrast|no contrast|no iv contrast|no intravenous contrast|non enhanced|nonenhanced|nect|ncct|nc|before iv contrast|before intravenous contrast|before injection|contrast free|prior to contrast|baseline unenhanced|non con|noncon|before contrast administration|without contrast medium|pre injection|before enhancement|w o contrast|pre iv contrast|no contrast given|no contrast medium|without contrast agent|contrast was not given|native phase|unenhanced phase|no oral or iv contrast|before contrast medium|precontrast phase',
    'RADLEX RID11086',
  ),
  entry(
    { kind: 'phase', phase: 'arterial' },
    'arterial phase|late arterial phase|arterial|early arterial|late arterial|art phase|art|arterially|cta|ct angiography|angiographic phase|corticomedullary phase|arterial series|arterial acquisition|early phase|corticomedullary|ct angiogram|arterial scan|pulmonary arterial phase',
    'RADLEX RID11080',
  ),
  entry(
    { kind: 'phase', phase: 'portal-venous' },
    'portal venous|portal venous phase|portovenous|porto venous|pv|pvp|pv phase|portal phase|portal|venous phase|venous|portovenous phase|portal vein phase|portal series|70 s|70 second|portalvenous|portal acquisition|pv series|porto venous phase',
    'RADLEX RID11085',
  ),
  entry(
    { kind: 'phase', phase: 'delayed' },
    'delayed|delayed phase|late phase|excretory phase|excretory|equilibrium phase|delayed scan|delayed image|delayed series|late scan|late image|urographic phase|10 min delay|5 min delay|delay|delayed acquisition|delayed imaging|late venous phase|equilibrium|nephrographic phase|10 minutes|urographic|del|nephrographic|late nephrographic',
    'RADLEX RID11081',
  ),
  entry(
    { kind: 'phase', phase: 'after-contrast' },
    'after contrast|+c|post contrast|postcontrast|following contrast|contrast enhanced|after iv contrast|after intravenous contrast|after injection|on enhanced|enhanced scan|with contrast|cect|enhanced ct|enhanced study|enhanced image|after contrast administration|after contrast medium|following iv contrast|after gadolinium|after contrast agent|following injection|after enhancement|with iv contrast|post injection|on the enhanced|following intravenous contrast|ce ct|with intravenous contrast|contrast administration|postinjection|post iv contrast|after administration of contrast|iv contrast|intravenous contrast',
  ),
];
