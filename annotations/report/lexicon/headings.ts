/** Headings of report sections, normalised on loading. A heading stands at the start of a line or sentence. */
export type SectionKind =
  | 'body'
  | 'technique'
  | 'indication'
  | 'history'
  | 'comparison'
  | 'findings'
  | 'impression'
  | 'addendum'
  | 'recommendation';

export const HEADINGS: Readonly<Record<Exclude<SectionKind, 'body'>, string>> = {
  technique:
    'technique|protocol|procedure|scan technique|examination technique|acquisition|method|scanning technique|ct technique|tech|technical|technical details|imaging protocol|contrast|exam technique|technik|technique and protocol|scan|scan parameters|how it was done|imaging technique|technical note|phases|phase',
  indication:
    'questions|clin|clin info|clin details|clin history|clin hx|clin indication|clinical hx|ind|indic|c o|k c o|hist|indication|clinical indication|clinical information|clinical details|clinical question|clinical data|reason for exam|reason for examination|reason for study|question|clinical|referral|request|clinical context|reason|indications|clinical info|clinical query|reason for scan|reason for request|clinical notes|clinical presentation|referral question|asked|request details|why',
  history:
    'history|hx|clinical history|past history|background|medical history|patient history|clinical background|pmh|past medical history|oncological history|surgical history|relevant history|known',
  comparison:
    'comparison|comparisons|compared|previous study|previous studies|prior study|prior studies|prior exams|comparison study|prior imaging|previous imaging|prior examinations|previous examinations|prior|previous|priors|prior ct|previous ct|compare|prior report|previous report|old report',
  findings:
    'answer|answers|findings|finding|report|description|result|results|body of report|ct findings|observations|observation|ct abdomen findings|imaging findings|reading|details|study|body|detailed findings|what we see|narrative|befund|ct report|findings in detail|radiological findings|scan findings|positive findings|main findings|read',
  impression:
    'impression|conclusion|conclusions|opinion|summary|interpretation|assessment|diagnosis|imp|conc|in summary|concl|comment|comments|final impression|bottom line|overall|diagnostic impression|radiological diagnosis|in short|verdict|key points|synopsis|take home|radiological opinion|impressions|ccl|final diagnosis|imprint|sum',
  addendum:
    'addendum|addenda|correction|amendment|amended report|corrigendum|erratum|supplementary report|supplement|late addendum|addendum report|addendum 1|corrected report|amended|addend|revised|post script|ps|revision|supplemental report',
  recommendation:
    'recommendation|recommendations|advice|suggestion|suggestions|follow up|plan|management|next step|rec|recs',
};
