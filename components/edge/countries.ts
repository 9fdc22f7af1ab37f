/**
 * The countries that a request can come from, as ISO 3166-1 alpha-2 writes them: 249 codes. CloudFront and the firewall
 * take these (CloudFront API reference, GeoRestriction; AWS WAF model, CountryCode, which adds XK for Kosovo alone).
 */
const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT " +
  "JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY " +
  "MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM " +
  "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ " +
  "TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

export const COUNTRIES: ReadonlySet<string> = new Set(CODES.split(" "));

/** What people write for a country whose code is another. */
const MISTAKEN: Readonly<Record<string, string>> = { UK: "GB", EL: "GR", EN: "GB" };

/** What is wrong with a country code and how to mend it; `undefined` for a code that is right. */
export function countryProblem(code: string): { readonly what: string; readonly remedy: string } | undefined {
  if (COUNTRIES.has(code)) return undefined;
  const upper = code.trim().toUpperCase();
  const meant = MISTAKEN[upper] ?? upper;
  if (!COUNTRIES.has(meant))
    return { what: "is not a country code", remedy: "use the two letters of ISO 3166-1 alpha-2, such as DE, GB or US" };
  return meant === upper
    ? { what: "is not written as a country code", remedy: `write ${meant}` }
    : { what: "is not the ISO code of the country", remedy: `write ${meant}` };
}
