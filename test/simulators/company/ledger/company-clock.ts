/** The clock of the PC that QuickBooks runs on, and QuickBooks' ways of writing its time. */
export class CompanyClock {
  /**
   * Seconds by which QuickBooks misreads the times of filters; 3600 is its error across a change
   * of daylight saving time.
   */
  filterErrorSeconds = 0;
  private frozenAt: number | undefined;

  constructor(
    private readonly now: () => number,
    /** Minutes that the local time is ahead of UTC. */
    private readonly utcOffsetMinutes: number,
  ) {}

  /** Milliseconds since 1970. */
  milliseconds(): number {
    return this.frozenAt ?? this.now();
  }

  /** Seconds since 1970: the grain of TimeModified and EditSequence. */
  seconds(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

  /** Holds the clock where it is, so that two changes fall into one second. */
  freeze(): void {
    this.frozenAt = this.milliseconds();
  }

  thaw(): void {
    this.frozenAt = undefined;
  }

  /** `2026-11-24T01:48:16-08:00` */
  stamp(seconds: number): string {
    return this.local(seconds).slice(0, 19) + this.offset();
  }

  /** Today in local time, `YYYY-MM-DD`. */
  today(): string {
    return this.local(this.seconds()).slice(0, 10);
  }

  /** Seconds since 1970 of a date-time of a request; a bare date is its first or last second. */
  read(text: string, end: 'first' | 'last'): number {
    const time = text.includes('T') ? text : `${text}T${end === 'first' ? '00:00:00' : '23:59:59'}`;
    const zoned = /[+-]\d{2}:\d{2}$/.test(time) ? time : time + this.offset();
    return Math.floor(Date.parse(zoned) / 1000) + this.filterErrorSeconds;
  }

  private local(seconds: number): string {
    return new Date((seconds + this.utcOffsetMinutes * 60) * 1000).toISOString();
  }

  private offset(): string {
    const minutes = Math.abs(this.utcOffsetMinutes);
    const sign = this.utcOffsetMinutes < 0 ? '-' : '+';
    return `${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
