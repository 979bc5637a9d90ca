import { findingLevels, type GateOrders, type GateReport, type GateVerdict } from '../../model/gate/gate.ts';
import { tellDoubt } from './describe-record.ts';

/** Whether a pipeline may go on: every report is whole, and nothing in them is what it was told to stop on. */
export function judgeReports(reports: readonly GateReport[], orders: GateOrders): GateVerdict {
  const unread = reports.flatMap((report) =>
    report.kind === 'unread' ? [`${report.file} ${report.why}: what was not looked at does not pass`] : [],
  );
  const stops = unread.length > 0 ? unread : reports.flatMap((report) => listStops(report, orders));
  return { passes: stops.length === 0, stops, reports };
}

function listStops(report: GateReport, { failOn, failIfWorse }: GateOrders): readonly string[] {
  switch (report.kind) {
    case 'findings': {
      const least = failOn === 'never' ? Infinity : findingLevels.indexOf(failOn);
      return report.findings
        .filter(({ level, state }) => state !== 'accepted' && level !== 'none' && findingLevels.indexOf(level) >= least)
        .map(({ rule, message, place }) => `${report.tool} ${rule}${place === '' ? '' : ` at ${place}`}: ${message}`);
    }
    case 'comparison':
      return failIfWorse && report.verdict !== 'noWorse' ? [`beside its base: ${report.line}`] : [];
    case 'rehearsal':
      if (failOn === 'never') return [];
      return [
        ...(report.verdict === 'pass' ? [] : [`the rehearsal's verdict is ${report.verdict}`]),
        ...report.doubts.map((doubt) => `${tellDoubt(report)}: ${doubt}`),
        ...(failOn === 'error' ? [] : report.warnings.map((warning) => `the rehearsal warns: ${warning}`)),
      ];
    case 'scan':
      return failOn !== 'never' && report.secrets > 0
        ? [
            `Trivy found ${String(report.secrets)} secret${report.secrets === 1 ? '' : 's'} (${report.file} names the places)`,
          ]
        : [];
    default:
      return [];
  }
}
