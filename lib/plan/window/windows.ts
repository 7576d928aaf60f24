/** Which windows recur, for whom, and when they begin and end. */
import { DAYS, type Day, daysOf, minutesOf, type RecurringWindow } from '../../spec/access/recurring-window';
import type { Laid, Layout } from '../layout';

/** A window, with the components that act in it. */
export interface NamedWindow {
  /** The component whose own window it is; `_agent` for the one that the agent declares for all. */
  readonly name: string;
  readonly window: RecurringWindow;
  /** Names of components, sorted. */
  readonly components: readonly string[];
}

/** No component is called so. */
const AGENT = '_agent';

/** A task acts when its owner does. */
const ownWindow = ({ component, taskOf }: Laid, { components }: Layout): RecurringWindow | undefined =>
  component.access?.recurringWindow ?? (taskOf === undefined ? undefined : components.get(taskOf)?.component.access?.recurringWindow);

/** The window that a component acts in, and by which name; without its platform nothing runs, so that an environment has only one of its own. */
export function windowOf(laid: Laid, layout: Layout): Pick<NamedWindow, 'name' | 'window'> | undefined {
  const own = ownWindow(laid, layout);
  if (own !== undefined) return { name: laid.taskOf ?? laid.name, window: own };
  const shared = laid.component.kind === 'environment' ? undefined : layout.agent.access?.recurringWindow;
  return shared === undefined ? undefined : { name: AGENT, window: shared };
}

/** Every window of the agent and its components. */
export function windowsOf(layout: Layout): readonly NamedWindow[] {
  const windows = new Map<string, { readonly window: RecurringWindow; readonly components: string[] }>();
  for (const laid of layout.components.values()) {
    const found = windowOf(laid, layout);
    if (found === undefined) continue;
    const known = windows.get(found.name) ?? { window: found.window, components: [] };
    known.components.push(laid.name);
    windows.set(found.name, known);
  }
  return [...windows].map(([name, window]) => ({ name, ...window }));
}

const dayAfter = (day: Day): Day => DAYS[(DAYS.indexOf(day) + 1) % DAYS.length] ?? day;

const cron = (minutes: number, days: readonly Day[]): string => {
  const inOrder = DAYS.filter((day) => days.includes(day)).map((day) => day.slice(0, 3).toUpperCase());
  return `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${inOrder.join(',')} *)`;
};

/**
 * When a window opens and closes, as EventBridge Scheduler writes it.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function scheduleOf(window: RecurringWindow): { readonly opens: string; readonly closes: string; readonly minutes: number } {
  const [start = 0, end = 0] = [minutesOf(window.from), minutesOf(window.until)];
  const days = daysOf(window);
  return {
    opens: cron(start, days),
    closes: end === 1440 ? cron(0, days.map(dayAfter)) : cron(end, days),
    minutes: end - start,
  };
}
