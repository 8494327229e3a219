import { browser, type Surroundings } from '@monitor/shared/connection';

const AGAIN_MS = 1_000;

/**
 * Asks at most once a second, however often the board moves; a change that comes meanwhile is asked for afterwards. One question is under way at a time, so that no
 * late answer can overwrite a newer one. `ask` deals with its own failure.
 */
export class Refresher {
  private isBusy = false;
  private isWanted = false;
  private isStopped = false;

  constructor(private readonly ask: () => Promise<void>, private readonly around: Pick<Surroundings, 'after'> = browser) {}

  changed(): void {
    this.isWanted = true;
    if (!this.isBusy) void this.refresh();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.isStopped = true;
  }

  private async refresh(): Promise<void> {
    if (this.isStopped) return;
    this.isBusy = true;
    this.isWanted = false;
    await this.ask();
    this.around.after(AGAIN_MS, () => {
      this.isBusy = false;
      if (this.isWanted) void this.refresh();
    });
  }
}
