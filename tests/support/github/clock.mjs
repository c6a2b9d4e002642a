// Times of the stand-in: real ones by default, one fixed time where the scenario gives `now`. Where
// it gives `start`, relative times count from there while time goes on.
const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

export class Clock {
    constructor(now, start) {
        const from = now ?? start;
        this.start = from ? Date.parse(from) : Date.now();
        this.fixed = now !== undefined;
    }

    milliseconds() {
        return this.fixed ? this.start : Date.now();
    }

    now() {
        return new Date(this.milliseconds()).toISOString().replace(/\.\d+/, '');
    }

    // "-10m" is ten minutes before the start; anything else is taken as it is; nothing is now.
    at(text) {
        const found = /^([+-]\d+)([smhd])$/.exec(text ?? '');
        if (!found) return text ?? this.now();
        const seconds = Number(found[1]) * UNITS[found[2]];
        return new Date(this.start + seconds * 1000).toISOString().replace(/\.\d+/, '');
    }
}
