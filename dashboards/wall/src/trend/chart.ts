import uPlot from 'uplot';
import type { TrendPoint } from '@monitor/shared/contract';
import { ZoneClock } from '@monitor/shared/countdown';

/** Read at every drawing, since night and a lost feed change them. */
export type Ink = (name: '--text' | '--label' | '--line' | '--danger') => string;
export type Kind = 'open' | 'flow';

const zone = new ZoneClock();

/** Columns for uPlot: instants in seconds, then one column a line. */
export function columns(kind: Kind, trend: readonly TrendPoint[]): uPlot.AlignedData {
  const at = trend.map((p) => Date.parse(p.at) / 1000);
  return kind === 'open'
    ? [at, trend.map((p) => p.open)]
    : [at, trend.map((p) => p.breached), trend.map((p) => p.opened), trend.map((p) => p.answered)];
}

/** One chart, made once; later data comes by setData. Lines differ by width and dash, lateness is filled bars behind them: never colour alone. */
export function makeChart(kind: Kind, target: HTMLElement, size: { width: number; height: number; unit: number }, ink: Ink): uPlot {
  const font = `500 ${Math.round(44 * size.unit)}px ${getComputedStyle(document.body).fontFamily}`;
  const pad = Math.round(64 * size.unit);
  const axis = { stroke: () => ink('--label'), font, grid: { stroke: () => ink('--line'), width: 1 }, ticks: { show: false } };
  const width = Math.max(2, Math.round(5 * size.unit));
  const lines: uPlot.Series[] = kind === 'open'
    ? [{ stroke: () => ink('--text'), width, points: { show: false } }]
    : [
        {
          stroke: () => ink('--danger'), fill: () => ink('--danger'),
          width: 0, paths: uPlot.paths.bars?.({ size: [0.9, 40 * size.unit] }) ?? (() => null), points: { show: false },
        },
        { stroke: () => ink('--text'), width, points: { show: false } },
        { stroke: () => ink('--label'), width, dash: [4 * width, 3 * width], points: { show: false } },
      ];
  return new uPlot(
    {
      width: size.width,
      height: size.height,
      padding: [pad / 2, pad, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: true }, y: { range: (_chart, _min, max) => [0, Math.max(5, max * 1.15)] } },
      axes: [
        { ...axis, size: pad, space: 260 * size.unit, values: (_chart, splits) => splits.map((s) => zone.minutes(s * 1000)) },
        { ...axis, size: pad * 2, space: 90 * size.unit },
      ],
      series: [{}, ...lines],
    },
    columns(kind, []),
    target,
  );
}
