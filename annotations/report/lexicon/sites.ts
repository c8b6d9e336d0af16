/**
 * Where findings lie. `space` is the name used when another lesion extends there. Codes are those of the product's
 * code table; sites without a public code carry the private one.
 */
import { entry, type LexiconEntry } from './entry.ts';

export const SITE_WORDS: readonly LexiconEntry[] = [
  entry(
    { kind: 'site', site: 'paraspinal', space: 'paraspinal space' },
    'paraspinal|paraspinous|paravertebral|paravert|perivertebral|para spinal|para vertebral|costovertebral gutter|paraspinal space|paravertebral space|paraspinal region|paravertebral region|paravertebral gutter|paravertebral groove|juxtavertebral|juxtaspinal|costovertebral|paraspinally|paravertebrally|peridiscal|parasp|paravertebral sulcus|paraspinal sulcus|paravertebral recess',
    '99LESION PARASPINAL',
  ),
  entry(
    { kind: 'site', site: 'perirenal', space: 'perirenal space' },
    'perirenal|perinephric|perineph|peri renal|peri nephric|perirenal space|perinephric space|gerota space|gerotas space|within gerota fascia|inside gerota fascia|within the gerota fascia|within the renal fascia|inside the renal fascia|circumrenal|subcapsular perirenal|perirenally|perinephrically',
    'RADLEX RID434',
  ),
  entry(
    { kind: 'site', site: 'pararenal', space: 'pararenal space' },
    'pararenal|para renal|pararen|anterior pararenal|posterior pararenal|pararenal space|anterior pararenal space|posterior pararenal space|pararenally',
    '99LESION PARARENAL',
  ),
  entry(
    { kind: 'site', site: 'periaortic', space: 'periaortic space' },
    'periaortic|paraaortic|para aortic|peri aortic|preaortic|pre aortic|retroaortic|retro aortic|periaortic space|paraaortic space|juxtaaortic|periaortically|paraaortically|para aortically',
    '99LESION PERIAORTIC',
  ),
  entry(
    { kind: 'site', site: 'retroperitoneal', space: 'retroperitoneum' },
    'retroperitoneal|retro peritoneal|retroperit|retroper|rp|retroperitoneal space|aortocaval|aorto caval|interaortocaval|inter aortocaval|retrocaval|paracaval|retroperitoneally|iliopsoas compartment|psoas compartment|extraperitoneal|retropancreatic|precaval|pericaval|retropsoas|retroduodenal space',
    'SCT 82849001',
  ),
  entry(
    { kind: 'site', site: 'retroperitoneal', space: 'retroperitoneum', noun: true },
    'retroperitoneum|retro peritoneum|retroperitoneal compartment',
    'SCT 82849001',
  ),
  entry(
    { kind: 'site', site: 'paracostal', space: 'paracostal space' },
    'paracostal|para costal|pericostal|intercostal|costal margin soft tissue|extracostal|subcostal|chest wall|thoracic wall|costal soft tissue|paracostally',
    '99LESION PARACOSTAL',
  ),
  entry(
    { kind: 'site', site: 'prevertebral', space: 'prevertebral space' },
    'prevertebral|pre vertebral|prevert|prespinal|prevertebral space|previous vertebral|prevertebrally',
  ),
  entry(
    { kind: 'site', site: 'presacral', space: 'presacral space' },
    'presacral|pre sacral|presac|presacral space|retrorectal|retro rectal|behind the rectum|posterior to the rectum|between the rectum and the sacrum|between rectum and sacrum|presacrally|sacral hollow|hollow of the sacrum|concavity of the sacrum|curve of the sacrum|sacral concavity|precoccygeal',
  ),
  entry(
    { kind: 'site', site: 'mediastinal', space: 'mediastinum' },
    'mediastinal|mediast|posterior mediastinal|post mediast|anterior mediastinal|thymic|thymic bed|retrosternal|retrocardiac|subcarinal|paratracheal|prevascular|post mediastinal|ant mediastinal|paraesophageal|paraoesophageal|azygoesophageal|peritracheal|aortopulmonary|mediastinally|azygo esophageal|azygo oesophageal recess|aortopulmonary window|posterior compartment of the mediastinum|retrotracheal|paratracheal stripe',
  ),
  entry(
    { kind: 'site', site: 'mediastinal', space: 'mediastinum', noun: true },
    'mediastinum|posterior mediastinum|anterior mediastinum|middle mediastinum|mediastinal compartment',
  ),
  entry(
    { kind: 'site', site: 'other', space: 'mesentery' },
    'mesenteric|mesentery|root of the mesentery|mesenteric root|root of mesentery|base of the mesentery|leaves of the mesentery|mesentery of the small bowel|small bowel mesentery|small intestinal mesentery|small intestine mesentery|bowel mesentery|jejunal mesentery|ileal mesentery|jejunoileal mesentery|root of the small bowel mesentery|small bowel mesenteric|sigmoid mesocolon|transverse mesocolon|mesosigmoid|mesorectal|mesocolic',
  ),
  entry({ kind: 'site', site: 'other', space: 'omentum' }, 'omental|omentum|peritoneal|intraperitoneal'),
  entry(
    { kind: 'site', site: 'other', space: 'gluteal region' },
    'gluteal|gluteus|buttock|gluteus maximus|gluteus medius|gluteal region',
  ),
  entry(
    { kind: 'site', site: 'other', space: 'spinal canal' },
    'epidural|intraspinal|extradural|intradural|intracanalicular|epidurally|intraspinally',
    undefined,
    'annotation rules: epidural and intraspinal extension is extension to the spinal canal',
  ),
  entry(
    { kind: 'site', site: 'other', space: 'abdominal wall' },
    'abdominal wall|rectus sheath|anterior abdominal wall',
  ),
  entry({ kind: 'site', site: 'other', space: 'groin' }, 'groin'),
  entry({ kind: 'site', site: 'other', space: 'inguinal region' }, 'inguinal|inguinal canal|inguinal region'),
  entry(
    { kind: 'site', site: 'other', space: 'supraclavicular fossa' },
    'supraclavicular|supraclavicular fossa',
  ),
  entry({ kind: 'site', site: 'other', space: 'popliteal fossa' }, 'popliteal|popliteal fossa'),
  entry(
    { kind: 'site', site: 'other', space: 'prevesical space' },
    'prevesical|prevesical space|retropubic|retropubic space|perivesical|perivesical space',
  ),
  entry({ kind: 'site', site: 'other', space: 'axilla' }, 'axillary|axilla'),
  entry({ kind: 'site', site: 'other', space: 'subcutaneous tissue' }, 'subcutaneous'),
  entry(
    { kind: 'site', site: 'other', space: 'pelvic sidewall' },
    'pelvic sidewall|pelvic side wall|pelvic wall|obturator',
  ),
  entry({ kind: 'site', site: 'other', space: 'thigh' }, 'thigh|intramuscular thigh'),
  entry(
    { kind: 'site', site: 'other', space: 'ischiorectal fossa' },
    'ischiorectal|ischioanal|perirectal|pararectal',
  ),
  entry({ kind: 'site', site: 'other', space: 'pericardium' }, 'pericardial'),
  entry(
    { kind: 'site', site: 'other', space: 'subphrenic space' },
    'subphrenic|subphrenic space|subdiaphragmatic|subdiaphragmatic space',
  ),
  entry({ kind: 'site', site: 'other', space: 'subhepatic space' }, 'subhepatic|subhepatic space'),
  entry({ kind: 'site', site: 'other', space: 'lesser sac' }, 'lesser sac|omental bursa'),
  entry(
    { kind: 'site', site: 'other', space: 'paracolic gutter' },
    'paracolic gutter|para colic gutter|paracolic',
  ),
  entry(
    { kind: 'site', site: 'other', space: 'pouch of Douglas' },
    'pouch of douglas|rectouterine pouch|rectovesical pouch',
  ),
];
