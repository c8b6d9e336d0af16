/**
 * Plain words that stand within one or two letters of a lexicon word, and are never a misspelling of it.
 * Every other word of at least six letters that the lexicon does not know may be read as a typing error.
 */
export const PLAIN_WORDS =
  'abound abounds abounding contract contracts parental pararectal perirectal pericolic parametrial periampullary peripancreatic ' +
  'periportal pericardiac perihepatic perisplenic perigastric perilesional perivascular periosteal perineal perineum ' +
  'peritoneum peritoneal intraperitoneal paracaval parasternal paratracheal marking markings marketed messes tissue ' +
  'lesson lessons legion legions session modest modern moderator minimum minimise homologous heterologous ' +
  'reflect reflects reflected region regions regional regionally nodulation moduled module modules model ' +
  'entered enlarge enlarges entire entirely extent extents extant external externally intend intends ' +
  'involvement involved surgical surgically surround surrounds protocol protocols contrast contrasts ' +
  'lateral laterally median medial medially natural neutral ventral central dorsal distal ' +
  'kidney kidneys spinal spine spleen splenic colon column columns muscles museum ' +
  'capable capital captured cantered ranked ranging raging reading reached reacted recess recesses ' +
  'sparse spares sparred shared sharing share shared smoothed clearing cleared clearly nearly dearly ' +
  'present presents presence presented presenting presacral prevent prevented preserve preserves ' +
  'absence absent absorb absorbed abdominal abnormal abnormally normal normally formal ' +
  'density densities identity intensity immensely tensely destiny ' +
  'definite definitely definitive defined refined defines deformed deformity uniformed inform informed ' +
  'further farther father border bordered boarder order older holder shoulder ' +
  'previous previously various variously serious seriously obvious obviously ' +
  'reported reports reporter report patient patients patent hepatic gastric ' +
  'volume volumes values valued scanned scanner scanning sections section sectional ' +
  'degenerative regenerative generative progressive regressive aggressive excessive extensive intensive ' +
  'positron position positions positioned portions proportion ' +
  'therapy thoracic thoracotomy laminectomy nephrectomy splenectomy colectomy ' +
  'haemoglobin thalassaemia thalassemia anaemia anemia polycythaemia myelofibrosis spherocytosis sickle ' +
  'oncology cytology histology histological radiology urology ' +
  'ratio rations station relation related relate relates mention mentioned dimension dimensions ' +
  'ascending descending bending pending ending sending lending leading loading lending ' +
  'sharper smoother harder softer rather either neither whether another ' +
  'remain remains remained retained contained certain curtain ' +
  'fracture fractures texture structure structured structural stricture strictures ' +
  'stable stably table tables unable enable notable notably ' +
  'dominant domain dominated predominant predominantly ' +
  'planned planes plain plane plains plan blain ' +
  'injured inject injected injection ejection projection rejection section ' +
  'accompany accompanies accompanied occur occurs ' +
  'interval intervals internal interned interred intern ' +
  'appear appears appeared appearing apparent appearance appearances ' +
  'follow followed following allowed hollow hallow yellow fellow ' +
  'levels level lever leveled revel ' +
  'coarse course courses source sources force forced ' +
  'cluster clustered clusters muster master ' +
  'mantled handled dismantled ' +
  'upper lower outer inner either ' +
  'scarring starring stirring staring caring ' +
  'simple sample samples ample temple ' +
  'number numbers lumber member members ' +
  'marrow narrow arrow borrow harrow ' +
  'chronic clinic clinical clinically conical conic ' +
  'treated treatment breast heated seated ' +
  'spared spread sprung ' +
  'fluctuating situated sited cited ' +
  'measure measures measured measuring ensure ' +
  'gluten glutei tracks tracts tract traction ' +
  'wedge wedged ledge ' +
  'rounded bounded grounded sounded wounded founded ' +
  'costs costly coastal postal portal vertical vertically article ' +
  'annular angular granular jugular tubular lobular lobulated nodular modular ovular ' +
  'colloid thyroid steroid ' +
  'ventrally centrally neutrally generally severally several ' +
  'plague plaques places placed ' +
  'contour contours detour ' +
  'prostatic prosthetic static ' +
  'hernial hernias thermal ' +
  'nothing bothing something anything ' +
  'content contents contest context ' +
  'limits limited limiting ' +
  'mature matured immature nature ' +
  'massive passive massively passively missing passing ' +
  'metastatic prosthetic ' +
  'though although thorough included includes including medical formed forms former individual individuals simply approximately existing nearby ' +
  'protection double advanced advance working training listed listing removed removes determine determines letter letters setting settings standing ' +
  'seeing seeking significance maximum minimum minima infection infections reduce reduces facing noting resolve resolves confusion indicating ' +
  'difficulty difficulties recognise recognize imagine burned burnt compare compares wording retain retains retaining breeding incomplete insufficient insufficiency ' +
  'comprising comprises consent lengthy shallow continuously stepped staying stating maternal averaged spiral literal ascent descent regain presume presumes ' +
  'narrower spaced spacing severed resembled contracted contracting seeming striped causal trough definitively glowing slowing shaded shading shadowy ' +
  'curving visibly tapped tapping degenerate accumulating accumulated waning waxing posteriorly anteriorly identically equating textured lighten diffused diseased ' +
  'tracer symmetrically asymmetrically predominate predominates predominance cistern massing grooved cleaved conformed attenuated approximated approximation ' +
  'ingested infested incised excise injures injured squeeze squeezed predominately lessen lessened microscopy preset finder vehicle attached proved stream streams ' +
  'operate decide describe describes describing refused refuse observe observes observer waiting charge chance conversation demonstration distinguish infer inferred ' +
  'additionally administrative appreciate convincingly demonstrably equivalence evidenced evolve evolves exclusion indefinitely insider inverted irregularities irregularity ' +
  'overlay overlays packing plugging precise premise propagation rounder saddle settle shaping slotted stride superiority inferiority tracing tripped turning unclean ' +
  'unequivocally warming wasting wasted wonder intermuscular intramuscular intrarenal infrarenal subscapular extramural retrovesical tracheal lingular laminar nephrostomy spondylodesis ' +
  'spondylotic spondylitis breathing shotty dermoid epidermoid duplicated goitre femora sciatica ageing imaging splenectomised enteral parenteral consolidating rental ' +
  'later white judge bring stand beach shape broke prove strip cloud sight marker finer porta cauda ether sever ident stipe borer steak curse party ' +
  'contiguous contiguity discontinuous maximus winding handled handling';
