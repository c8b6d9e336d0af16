/**
 * Nouns of lesions: those that make a finding at a site outside organs, those that never do (distractors), and the
 * words that stand for a lesion already named.
 */
import { entry, type LexiconEntry } from './entry.ts';

const strong = { kind: 'lesion', strength: 'strong' } as const;
const weak = { kind: 'lesion', strength: 'weak' } as const;
const diagnosis = { kind: 'lesion', strength: 'strong', diagnosis: true } as const;

export const LESION_WORDS: readonly LexiconEntry[] = [
  entry(
    strong,
    'mass|mass lesion|space occupying lesion|sol|soft tissue mass|soft tissue lesion|nodal mass|lymph node mass|nodal conglomerate|lymph node conglomerate|nodal conglomeration|mass like tissue|masslike tissue|mass like soft tissue|masslike soft tissue|mass like thickening|masslike thickening|mass effect lesion|adenopathy mass|lymphomatous mass|bulky nodal mass|conglomerate nodal mass|conglomerate mass|massive lesion|nodal tumor|lymph node tumor|nodal package|nodal bulk|nodal agglomerate',
    'SCT 4147007',
  ),
  entry(
    strong,
    'lesion|tumor|neoplasm|nodule|deposit|growth|lump|conglomerate|conglomeration|soft tissue nodule|soft tissue deposit|soft tissue focus|neoplasia|blastoma|outgrowth|nodularity|foci of extramedullary hematopoiesis|focus of extramedullary hematopoiesis|hematopoietic focus|hematopoietic tissue|marrow like tissue|marrow tissue|tumor tissue|tumoral tissue|recurrence|implant|pseudotumor|process|formation|mas lesion|tumefaction|tumescence|pocket of pus|pus pocket|pus collection|cake|cake of tissue|nodular lesion|swelling mass|exophytic lesion',
  ),
  entry(
    strong,
    'collection|fluid collection|hematoma|hemorrhage|bleed|abscess|urinoma|lymphocele|seroma|phlegmon|pseudocyst|clot|gas containing collection|blood collection|bleeding',
  ),
  entry(
    strong,
    'soft tissue cuff|soft tissue rind|soft tissue mantle|soft tissue plaque|soft tissue sheath|soft tissue sleeve|soft tissue collar|soft tissue cloak|soft tissue density mass|soft tissue conglomerate|soft tissue tumor|soft tissue mas',
  ),
  entry(
    strong,
    'cuff|rind|mantle|plaque|cloak|collar of tissue|sleeve of tissue|soft tissue infiltrate|soft tissue infiltration',
  ),
  entry(
    diagnosis,
    'neurofibroma|schwannoma|neurogenic tumor|nerve sheath tumor|ganglioneuroma|neuroblastoma|paraganglioma|liposarcoma|sarcoma|leiomyosarcoma|lipoma|myelolipoma|fibroma|desmoid|lymphoma|plasmacytoma|metastasis|extramedullary hematopoiesis|extramedullary hemopoiesis|extramedullary haemopoiesis|emh|peh|teratoma|thymoma|meningocele|chordoma|myxoma|extramedullary hematopoietic deposit|extramedullary hematopoietic mass',
  ),
  entry(
    { ...weak, diagnosis: true },
    'relapse|recidive|scar tissue|fibrosis|periaortitis|retroperitoneal fibrosis|disease|involvement',
  ),
  entry(
    weak,
    'soft tissue|remnant|residuum|tissue|soft tissue density|soft tissue thickening|soft tissue swelling|soft tissue fullness|soft tissue component|soft tissue attenuation|soft tissue stranding mass|thickening|swelling|fullness|prominence|density|opacity|bulge|bulging|infiltrate|infiltration|focus|foci|area|shadow|abnormality|asymmetry|material|structure|mass effect area|band|sheet|lobule|blob|oval body|rounded body|round body|ovoid body|fusiform body',
  ),
];

export const DISTRACTOR_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'distractor' },
    'bleeding point|active bleeding|active bleed|active hemorrhage|active arterial bleeding|contrast blush|extravasation|active extravasation|contrast extravasation|contrast medium extravasation|blush of contrast|bleeding vessel|aortic wall plaque|wall plaque|mural plaque|arterial plaque|vascular plaque|phlebolith|phleboliths|cyst|cystic lesion|simple cyst|renal cyst|parapelvic cyst|peripelvic cyst|pararenal cyst|perirenal cyst|perinephric cyst|bosniak|stone|calculus|calculi|nephrolithiasis|urolithiasis|gallstone|cholelithiasis|sludge|aneurysm|ectasia|dissection|thrombus|thrombosis|node|lymph node|nodal|adenopathy|lymphadenopathy|nodes individually|hernia|hiatus hernia|hiatal hernia|effusion|fluid|free fluid|ascites|stent|polyp|fibroid|leiomyoma|diverticulum|diverticula|diverticulosis|diverticulitis|fracture|hemangioma|angiomyolipoma|aml|adenoma|incidentaloma|goiter|gist|granuloma|atelectasis|consolidation|emphysema|pneumonia|pneumothorax|bronchiectasis|osteophyte|syndesmophyte|spondylosis|spondylolisthesis|scoliosis|discitis|spondylodiscitis|osteomyelitis|kyphosis|osteoporosis|osteopenia|hydronephrosis|hydroureter|steatosis|cirrhosis|varix|varice|varices|collateral|stranding|fat stranding|edema|pericardial effusion|pleural effusion|infarct|atheroma|atherosclerosis|stenosis|appendicitis|appendix|lucency|sclerosis|sclerotic focus|lytic lesion|lytic focus|osteolysis|osteolytic lesion|bone lesion|bony lesion|osseous lesion|bone island|marrow lesion|vertebral lesion|rib lesion|spinal lesion|lung nodule|pulmonary nodule|ground glass|air trapping|pneumoperitoneum|catheter|pleural plaque|pleural thickening|atherosclerotic plaque|calcified plaque|aortic plaque|wall thickening|mural thickening|bowel wall thickening|endoleak|splenunculus|splenule|accessory spleen|horseshoe kidney|bone infarct|disc protrusion|disc bulge|disc herniation|disk herniation|disk protrusion|disc extrusion|degenerative change|endplate|modic|schmorl node|tarlov cyst|perineural cyst|hepatomegaly|splenomegaly|hepatosplenomegaly|steatotic|lipomatosis|sinus lipomatosis|epidural lipomatosis|colitis|ileus|obstruction|intussusception|volvulus|bulla|bullae|callus|rib notching|hamartoma|sebaceous cyst|lipohemarthrosis|hemothorax|hemopericardium|bone metastasis|osseous metastasis|bony metastasis|liver metastasis|hepatic metastasis|lung metastasis|pulmonary metastasis|caliectasis|wall hematoma|intramural hematoma|subdural hematoma|injury|laceration|contusion|subcapsular hematoma|mediastinal widening|widening of the mediastinum|widened mediastinum',
    undefined,
    'annotation rules: organs, bone, lung, cysts, aneurysm, stranding and single nodes are no findings',
  ),
];

export const STAND_IN_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'stand-in', pick: 'one' },
    'one|example|component mass|counterpart lesion|same lesion|index lesion',
  ),
  entry(
    { kind: 'stand-in', pick: 'other' },
    'counterpart|its neighbor|the neighbor|fellow|mate|twin|partner|the other|the other one|other one|companion|the remaining one|opposite number|contralateral one|sibling|sister lesion|the other lesion|the other mass|the other deposit|the other nodule|the other collection|counterpart lesion on',
  ),
  entry(
    { kind: 'stand-in', pick: 'former' },
    'the former|former one|the first one|first named|the first mentioned|the first lesion|the first mass',
  ),
  entry(
    { kind: 'stand-in', pick: 'latter' },
    'the latter|latter one|the last named|the last mentioned|the last|the last one|last one',
  ),
  entry({ kind: 'stand-in', pick: 'first' }, 'the first|first one|lesion no 1|number one'),
  entry(
    { kind: 'stand-in', pick: 'second' },
    'the second|the second one|the second lesion|the second mass|number two|the middle one|the middle lesion|the middle mass|middle one',
  ),
  entry({ kind: 'stand-in', pick: 'third' }, 'the third|the third one|the third lesion|the third mass'),
  entry(
    { kind: 'stand-in', pick: 'larger' },
    'the larger|the larger one|the bigger|the bigger one|the larger lesion|the larger mass|the bigger mass|the larger deposit|the larger of the two|the bigger of the two|the larger nodule|the bulkier|the bulkier one',
  ),
  entry(
    { kind: 'stand-in', pick: 'smaller' },
    'the smaller|the smaller one|the smaller lesion|the smaller mass|the smaller deposit|the smaller of the two|the lesser of the two|the lesser mass|the lesser lesion|the smaller nodule|the lesser one',
  ),
  entry(
    { kind: 'stand-in', pick: 'dominant' },
    'the dominant|dominant one|the dominant one|the largest|the largest one|the biggest|the biggest one|largest one|largest|biggest|the dominant lesion|the dominant mass|the dominant nodule|the largest lesion|the largest mass|the largest deposit|the largest nodule|the biggest mass|the biggest lesion|dominant',
  ),
  entry(
    { kind: 'stand-in', pick: 'both' },
    'pair|duo|both|both of them|both lesions|both masses|both deposits|both nodules|both collections|both tumors|each|each of them|each one|each lesion|each mass|the two|either lesion|either one|either mass|the pair|each of these|both of these|each of the two|both of which|each of which|in either|of either|either of them|in each|in any of them',
  ),
  entry(
    { kind: 'stand-in', pick: 'others' },
    'the others|the other ones|the other two|the other three|the remaining ones|the remaining two|the remaining lesions|the other lesions|the other masses|the other collections|the other deposits|the remaining masses|both others|the two others',
  ),
  entry(
    { kind: 'stand-in', pick: 'first-two' },
    'the first two|the former two|first two|the two former|the upper two|the two upper',
  ),
  entry(
    { kind: 'stand-in', pick: 'last-two' },
    'the last two|the latter two|last two|the two latter|the lower two|the two lower',
  ),
  entry(
    { kind: 'stand-in', pick: 'all' },
    'all of them|all lesions|all masses|all deposits|all three|all of these|all nodules|all four|every lesion|every one|all of which',
  ),
  entry(
    { kind: 'stand-in', pick: 'upper' },
    'the upper one|upper one|the cranial one|the upper lesion|the upper mass|the higher one|the superior one|the cranial lesion|the cranial mass|the upper deposit|the upper nodule',
  ),
  entry(
    { kind: 'stand-in', pick: 'lower' },
    'the lower one|lower one|the caudal one|the lower lesion|the lower mass|the inferior one|the caudal lesion|the caudal mass|the lower deposit|the lower nodule',
  ),
  entry({ kind: 'stand-in', pick: 'it' }, 'it|its|itself'),
  entry({ kind: 'stand-in', pick: 'they' }, 'they|their|them|these|those'),
];
