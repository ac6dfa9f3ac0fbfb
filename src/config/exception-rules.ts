// The rules of time-boxed exceptions (threat A16): two people, an end, and one exact thing. They never look at the clock;
// whether an exception has ended is the gate's question.
import type { Cursor } from './cursor.ts';
import { daySeconds, dayStart } from './day.ts';
import { type Breach, breachAt, exceptionsOf, type Rule, repeatedTexts, servicesOf } from './rule.ts';

const longestDays = 90;

/** Ids of vulnerabilities as their databases write them: CVE, GHSA, and the dated ids of OSV. */
const vulnerabilityId = /^(?:(?:CVE|GHSA|MAL|OSV)-|[A-Z]+-\d{4}[-:]\d+)/i;

function checkEach(check: (exception: Cursor) => Breach[]): Rule {
  return (root) => exceptionsOf(root).flatMap(check);
}

function checkPeople(exception: Cursor): Breach[] {
  const approver = exception.at('approved-by');
  if (approver.text === '' || approver.text !== exception.at('requested-by').text) return [];
  return [
    breachAt(approver, `user ${approver.text} approves a request of their own`, 'another person than requested-by'),
  ];
}

function checkOrder(exception: Cursor): Breach[] {
  const days = daysBetween(exception);
  return days < 0
    ? [breachAt(exception.at('until'), 'the exception ends before it begins', 'a day not before from')]
    : [];
}

function checkLength(exception: Cursor): Breach[] {
  const days = daysBetween(exception);
  const expected = `at most ${longestDays} days after from`;
  return days > longestDays ? [breachAt(exception.at('until'), `the exception lasts ${days} days`, expected)] : [];
}

/** NaN, which no comparison holds for, when either day is unreadable. */
function daysBetween(exception: Cursor): number {
  return (dayStart(exception.at('until').text) - dayStart(exception.at('from').text)) / daySeconds;
}

/** Tools write U+FFFD for bytes they cannot read, so a path that contains it may mean any number of files. */
function checkScope(exception: Cursor): Breach[] {
  const path = exception.at('path');
  if (path.text.includes('\ufffd'))
    return [breachAt(path, 'U+FFFD stands for whatever a tool could not read', 'a path without it; rename the file')];
  if (/[*?]/.test(path.text))
    return [breachAt(path, 'a path holds no pattern', 'the exact path, as the finding shows it')];
  if (exception.at('package').given || path.given) return [];
  return [breachAt(exception, 'the exception holds everywhere', 'a package or a path')];
}

/** SARIF has no field for a package, so that a package beside one of its rules would cover nothing. */
function checkPackage(exception: Cursor): Breach[] {
  const rule = exception.at('rule').text;
  const named = exception.at('package');
  if (exception.at('tool').text === 'sarif')
    return named.given ? [breachAt(named, 'findings of SARIF name no package', 'a path alone')] : [];
  if (!vulnerabilityId.test(rule) || named.given) return [];
  return [
    breachAt(exception.at('rule'), `${rule} is a vulnerability of a package`, 'a package with its version beside it'),
  ];
}

/** The rules of exceptions by name. */
export const exceptionRules = {
  'exception-two-people': checkEach(checkPeople),
  'exception-order': checkEach(checkOrder),
  'exception-length': checkEach(checkLength),
  'exception-scope': checkEach(checkScope),
  'exception-package': checkEach(checkPackage),
  'exception-unique': (root) => {
    const shared = root.at('defaults', 'exceptions').entries();
    const lists = [shared, ...servicesOf(root).map((service) => [...shared, ...service.at('exceptions').entries()])];
    const breaches = lists.flatMap((list) =>
      repeatedTexts(
        list.map((exception) => exception.at('id')),
        'exception',
      ),
    );
    return [...new Map(breaches.map((one) => [JSON.stringify(one.path), one])).values()];
  },
} as const satisfies Record<string, Rule>;
