/**
 * Anatomy that lesions encase, extend to, lie beside, or are compared with. A lesion *of* an organ is no finding.
 * `name` is the canonical name of the schema: singular, lower case, without a side.
 */
import { entry, type LexiconEntry, type StructureMeaning } from './entry.ts';

const structure = (
  name: string,
  words: string,
  more: Partial<Omit<StructureMeaning, 'kind' | 'name'>> = {},
) => entry({ kind: 'structure', name, ...more }, words);
const organ = (name: string, words: string, more: Partial<Omit<StructureMeaning, 'kind' | 'name'>> = {}) =>
  structure(name, words, { organ: true, ...more });

export const STRUCTURE_WORDS: readonly LexiconEntry[] = [
  structure(
    'aorta',
    'aorta|abdominal aorta|thoracic aorta|descending aorta|infrarenal aorta|suprarenal aorta|descending thoracic aorta|aortic|distal aorta|upper abdominal aorta|aortic circumference|juxtarenal aorta',
    { around: 'periaortic', beside: 'periaortic', before: 'periaortic', reference: 'blood-pool' },
  ),
  structure('aortic arch', 'aortic arch|arch of the aorta', { beside: 'mediastinal' }),
  structure('ascending aorta', 'ascending aorta|aortic root', { beside: 'mediastinal' }),
  structure('pulmonary trunk', 'pulmonary trunk'),
  structure('pulmonary vein', 'pulmonary vein|pulmonary venous'),
  structure('main bronchus', 'main bronchus|mainstem bronchus|main stem bronchus', { organ: true }),
  structure('brachiocephalic artery', 'brachiocephalic trunk|brachiocephalic artery|innominate artery'),
  structure('splenic artery', 'splenic artery'),
  structure('left gastric artery', 'left gastric artery|gastric artery'),
  structure('gastroduodenal artery', 'gastroduodenal artery|gda'),
  structure('lumbosacral plexus', 'lumbosacral plexus|sacral plexus|lumbar plexus'),
  structure('sacral nerve root', 'sacral nerve root|sacral root'),
  structure('median sacral vessels', 'median sacral vessel|presacral vein|presacral venous plexus'),
  structure('IVC', 'ivc|inferior vena cava|vena cava|cava|caval', {
    around: 'retroperitoneal',
    beside: 'retroperitoneal',
    reference: 'blood-pool',
  }),
  structure('blood pool', 'blood pool|blood|vessel|vascular|vascular structure|vessels', {
    reference: 'blood-pool',
  }),
  structure(
    'renal vessels',
    'renal vessel|renal vv|renal v|renal a|renal artery|renal vein|renal pedicle|renal hilum|renal hilar vessel|vascular pedicle|renal arteries and veins|renal artery and vein|renal hilar structure|hilar vessel|renal vasculature|renal arterial|its pedicle|its vascular pedicle|its hilum|its hilar vessel',
  ),
  structure('ureter', 'ureter|proximal ureter|ureteral|ureteric|pelviureteric junction|upj|puj', {}),
  structure('coeliac axis', 'celiac axis|celiac trunk|celiac artery|celiac|celiac origin'),
  structure('SMA', 'sma|superior mesenteric artery|sma origin|mesenteric artery'),
  structure('IMA', 'ima|inferior mesenteric artery'),
  structure('SVC', 'svc|superior vena cava'),
  structure('brachiocephalic vein', 'brachiocephalic vein|innominate vein'),
  structure('pulmonary artery', 'pulmonary artery|main pulmonary artery'),
  structure('subclavian artery', 'subclavian artery|subclavian vessel'),
  structure('carotid artery', 'carotid|carotid artery|common carotid artery'),
  structure('hepatic artery', 'hepatic artery|common hepatic artery'),
  structure('splenic vein', 'splenic vein|splenic vessel'),
  structure('brachial plexus', 'brachial plexus'),
  structure('phrenic nerve', 'phrenic nerve'),
  structure('vagus nerve', 'vagus nerve|vagus|recurrent laryngeal nerve'),
  structure('sympathetic trunk', 'sympathetic trunk|sympathetic chain|stellate ganglion'),
  structure('femoral nerve', 'femoral nerve|obturator nerve|genitofemoral nerve'),
  structure('thoracic duct', 'thoracic duct|cisterna chyli'),
  structure('sciatic nerve', 'sciatic nerve'),
  structure('piriformis muscle', 'piriformis|piriformis muscle', { reference: 'muscle' }),
  structure('IMV', 'imv|inferior mesenteric vein'),
  structure('SMV', 'smv|superior mesenteric vein'),
  structure('portal vein', 'portal vein'),
  structure('internal iliac artery', 'internal iliac artery|hypogastric artery'),
  structure('external iliac artery', 'external iliac artery'),
  structure('internal iliac vein', 'internal iliac vein'),
  structure('external iliac vein', 'external iliac vein'),
  structure('internal iliac vessels', 'internal iliac vessel'),
  structure('external iliac vessels', 'external iliac vessel'),
  structure('iliac vessels', 'iliac vessel|common iliac vessel', {
    beside: 'retroperitoneal',
  }),
  structure('common iliac artery', 'common iliac artery|common iliac|iliac artery', {
    beside: 'retroperitoneal',
  }),
  structure('iliac vein', 'iliac vein|common iliac vein'),
  structure('lumbar vessels', 'lumbar vessel|segmental artery|segmental vessel'),
  structure('intercostal artery', 'intercostal artery'),
  structure('intercostal vein', 'intercostal vein'),
  structure('lumbar artery', 'lumbar artery'),
  structure('lumbar vein', 'lumbar vein'),
  structure('intercostal vessels', 'intercostal vessel|neurovascular bundle|intercostal bundle'),
  structure('gonadal vessels', 'gonadal vessel|gonadal vein'),
  structure('azygos vein', 'azygos vein|azygos|hemiazygos vein|hemiazygos'),
  structure('oesophagus', 'esophagus|esophageal', { organ: true, beside: 'mediastinal' }),
  structure('trachea', 'trachea|carina', { beside: 'mediastinal' }),
  structure(
    'neural foramen',
    'neural foramen|foramen|foramina|neural foramina|neuroforamen|neuroforamina|intervertebral foramen|intervertebral foramina|exit foramen|exit foramina|foraminal|neuroforaminal|nf|nerve root foramen|transforaminal|intraforaminal',
  ),
  structure(
    'spinal canal',
    'spinal canal|canal|vertebral canal|epidural space|extradural space|epidural compartment|intraspinal compartment|central canal|intraspinal space',
  ),
  structure('thecal sac', 'thecal sac|dural sac|thecal tube'),
  structure('nerve root', 'nerve root|exiting nerve root|lumbar root|root'),
  structure('psoas muscle', 'psoas|psoas muscle|iliopsoas|iliopsoas muscle|psoas major', {
    inside: 'retroperitoneal',
    beside: 'retroperitoneal',
    reference: 'muscle',
  }),
  structure('iliacus muscle', 'iliacus|iliacus muscle', { inside: 'retroperitoneal' }),
  structure(
    'paraspinal muscle',
    'paraspinal muscle|paraspinal musculature|paravertebral muscle|paravertebral musculature|paraspinous muscle|paraspinous musculature|erector spinae muscle|erector spinae|erector spine|multifidus|back muscle',
    {
      inside: 'paraspinal',
      beside: 'paraspinal',
      reference: 'muscle',
    },
  ),
  structure(
    'muscle',
    'muscle|skeletal muscle|musculature|adjacent muscle|neighboring muscle|muscular|muscle tissue|gluteal muscle|gluteal musculature|gluteus muscle|latissimus dorsi|latissimus|trapezius|rectus muscle|abdominal wall muscle|chest wall muscle|striated muscle|trunk muscle|truncal muscle|body wall muscle|spinal muscle|spinal musculature|autochthonous muscle',
    {
      reference: 'muscle',
    },
  ),
  structure('intercostal muscle', 'intercostal muscle|intercostal musculature|intercostals', {
    reference: 'muscle',
  }),
  structure('quadratus lumborum', 'quadratus lumborum|quadratus', { reference: 'muscle' }),
  structure('quadratus lumborum muscle', 'quadratus lumborum muscle', { reference: 'muscle' }),
  structure('diaphragmatic crus', 'diaphragmatic crus|crus|crura|diaphragmatic crura|diaphragm crus', {
    before: 'retroperitoneal',
  }),
  structure('diaphragm', 'diaphragm|hemidiaphragm'),
  structure('perineum', 'perineum|perineal'),
  structure('iliac crest', 'iliac crest'),
  structure('retrocrural space', 'retrocrural|retrocrural space|retrocrural region', {
    inside: 'retroperitoneal',
  }),
  structure('pleural space', 'pleura|pleural space|pleural|pleural cavity|parietal pleura', {}),
  structure('chest', 'chest|thorax|thoracic cavity|hemithorax|intrathoracic|thoracic', {
    region: ['mediastinal', 'paracostal', 'paraspinal'],
  }),
  structure('pelvis', 'pelvis|pelvic cavity|true pelvis|pelvic|lesser pelvis', {
    region: ['presacral', 'other'],
  }),
  structure('abdomen', 'abdomen|abdominal', {
    region: ['retroperitoneal', 'perirenal', 'pararenal', 'periaortic'],
  }),
  structure('perirenal fat', 'perirenal fat|perinephric fat', { inside: 'perirenal' }),
  structure('retroperitoneal fat', 'retroperitoneal fat', { inside: 'retroperitoneal' }),
  structure('paraspinal fat', 'paraspinal fat|paravertebral fat', { inside: 'paraspinal' }),
  structure('pararenal fat', 'pararenal fat|posterior pararenal fat|anterior pararenal fat', {
    inside: 'pararenal',
  }),
  structure('mediastinal fat', 'mediastinal fat', { inside: 'mediastinal' }),
  structure('presacral fat', 'presacral fat', { inside: 'presacral' }),
  structure('periaortic fat', 'periaortic fat|para aortic fat', { inside: 'periaortic' }),
  structure('prevertebral fat', 'prevertebral fat', { inside: 'prevertebral' }),
  structure('mesenteric fat', 'mesenteric fat', { inside: 'other' }),
  structure('epidural fat', 'epidural fat', {}),
  structure('iliac fossa', 'iliac fossa', { inside: 'retroperitoneal' }),
  structure('renal fossa', 'renal fossa|nephrectomy bed|renal bed', { inside: 'perirenal' }),
  structure('renal sinus', 'renal sinus|sinus of the kidney'),
  structure(
    'renal fascia',
    'gerota fascia|gerota|renal fascia|perirenal fascia|lateroconal fascia|pararenal fascia|posterior pararenal fascia|anterior pararenal fascia|perinephric fascia',
  ),
  structure('kidney', 'kidney|renal', {
    organ: true,
    around: 'perirenal',
    beside: 'perirenal',
    reference: 'kidney',
  }),
  organ('renal cortex', 'renal cortex|renal parenchyma|renal parenchymal|cortex|renal cortical', {
    reference: 'kidney',
  }),
  organ(
    'renal pole',
    'upper pole|lower pole|interpolar|interpolar region|midpole|mid pole|calyx|calyceal|renal pelvis|parapelvic|peripelvic|collecting system',
    {},
  ),
  organ(
    'liver',
    'liver|hepatic|hepatic parenchyma|liver parenchyma|hepatic segment|segment|caudate|caudate lobe|hepatic lobe',
    { reference: 'liver' },
  ),
  organ('spleen', 'spleen|splenic|splenic parenchyma', { reference: 'spleen' }),
  organ(
    'pancreas',
    'pancreas|pancreatic|pancreatic head|pancreatic tail|pancreatic body|uncinate process|uncinate',
  ),
  organ('adrenal gland', 'adrenal|adrenal gland|suprarenal gland'),
  organ('gallbladder', 'gallbladder|gall bladder|gb|biliary|bile duct|cbd'),
  organ('stomach', 'stomach|gastric|antrum|fundus'),
  organ('duodenum', 'duodenum|duodenal'),
  organ('bowel', 'bowel|small bowel|large bowel|ileum|jejunum|jejunal|ileal|bowel loop|bowel wall'),
  organ('rectum', 'rectum|rectal|rectal wall|mesorectum'),
  organ(
    'colon',
    'colon|colonic|cecum|cecal|sigmoid|sigmoid colon|ascending colon|descending colon|transverse colon|colonic wall',
  ),
  organ('bladder', 'bladder|urinary bladder|bladder wall|bladder base|bladder dome'),
  organ('prostate', 'prostate|prostatic|seminal vesicle'),
  organ('uterus', 'uterus|uterine|cervix|endometrium|myometrial|myometrium'),
  organ('ovary', 'ovary|ovarian|adnexa|adnexal|adnexum'),
  organ('thyroid', 'thyroid|thyroid lobe|parathyroid'),
  organ('breast', 'breast|mammary'),
  organ('heart', 'heart|cardiac|pericardium|atrium|ventricle|coronary|myocardium|atrial'),
  organ(
    'lung',
    'lung|pulmonary|bronchus|bronchial|lung base|lower lobe|upper lobe|middle lobe|lingula|rll|lll|rul|lul|rml|subpleural|perifissural|fissure|fissural|parenchymal lung|hilar|lung parenchyma|lung apex|costophrenic angle',
  ),
  organ(
    'vertebral body',
    'vertebral body|vertebra|pedicle|lamina|posterior element|spinous process|vertebral|neural arch|vertebral marrow|facet',
    {
      beside: 'paraspinal',
      around: 'paraspinal',
      before: 'prevertebral',
    },
  ),
  structure(
    'spine',
    'spine|vertebral column|spinal column|thoracic spine|lumbar spine|thoracolumbar spine|thoraco lumbar spine|dorsal spine|backbone|lower thoracic spine|dorsolumbar spine|spinal',
    {
      organ: true,
      beside: 'paraspinal',
      around: 'paraspinal',
      before: 'prevertebral',
    },
  ),
  structure('transverse process', 'transverse process', { organ: true, beside: 'paraspinal' }),
  structure('costovertebral joint', 'costotransverse joint|costovertebral joint|costovertebral junction', {
    inside: 'paraspinal',
    beside: 'paraspinal',
  }),
  organ(
    'rib',
    'rib|posterior rib|rib head|rib cage|ribcage|rib neck|costal cartilage|posterior arch|rib arc',
    { beside: 'paracostal', around: 'paracostal', before: 'paracostal' },
  ),
  organ('sacrum', 'sacrum|sacral|coccyx|sacral ala', { before: 'presacral', beside: 'presacral' }),
  organ(
    'bone',
    'bone|bony|osseous|skeleton|skeletal|iliac bone|ilium|iliac wing|iliac crest|femur|femoral|femoral head|humerus|sternum|sternal|clavicle|scapula|scapular|acetabulum|pubis|ischium|bone marrow|marrow|pelvic ring|skull|hip|sacroiliac joint|manubrium|iliac',
  ),
  organ('disc', 'disc|disk|intervertebral disc|disc space'),
  organ('skin', 'skin|cutaneous'),
  organ('brain', 'brain|intracranial|cerebral|cerebellar|tonsil|parotid'),
  organ('testis', 'testis|testicular|scrotal|scrotum|penile'),
  organ('bone graft', 'hardware|screw|prosthesis'),
];

/** Fat and calcium that belong to the neighbourhood, not to the lesion. */
export const NEIGHBOUR_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'plain' },
    'inguinal ligament|fatty marrow|fatty bone marrow|ligamentous calcification|ligament calcification|valvular calcification|disc calcification|cartilage calcification|costochondral calcification|subcutaneous fat|surrounding fat|adjacent fat|fat plane|fatty plane|fat planes|neighboring fat|fat saturation|fat saturated|fat suppressed|fatty liver|fatty infiltration of the liver|hepatic fat|extraperitoneal fat|perilesional fat|fat sat|aortic calcification|vascular calcification|aortic wall calcification|arterial calcification|coronary calcification|mural calcification|atherosclerotic calcification|atheromatous calcification|wall calcification|valve calcification|coronary artery calcification|calcified granuloma|calcified node|calcified lymph node|iliac calcification|splenic calcification|prostatic calcification|pancreatic calcification|calcified fibroid|calcific atheroma|calcified atheroma|calcified aorta|pleural calcification|soft tissue window|bone window|tissue diagnosis|tissue sampling|tissue harmonic|fatty muscle|fatty atrophy|bowel gas|soft tissue sarcoma protocol|blood pressure|blood count|full blood count|bone marrow biopsy|blood loss|tumor board|tumor marker|tumor markers|one year|one month|one week|at one|one of the|one of these|one of them|one of several|scan area|mass effect|no mass effect|muscle mass|body mass|bone density|bone mass|bone mineral density|of the one|vessel wall|aortic bifurcation|bifurcation of the aorta|iliac bifurcation|sciatic foramen|greater sciatic foramen|foramen magnum|obturator foramen|no more than|not more than|not larger than|no larger than|not bigger than|no bigger than|not greater than|no greater than|not over|nothing more than|at most|at best|never more than|not exceeding|growth rate|process of|second opinion|the second part|first part|third part|the third part of|the first part of|the second look|transverse process fracture|spinous process fracture|consistent with|low in fat|fat poor|poor in fat|fat sparing|no doubt|without doubt|without a doubt|beyond doubt|no question|without question|from left to right|from right to left|pacemaker|defibrillator|portacath|icd lead',
  ),
];
