//! Whether a rise is heard beyond the voice that says most of it. What customers write in one
//! language, or what the staff note, drifts on its own; what begins to be said by others too has
//! happened.

use rustc_hash::FxHashMap;

use super::ball::PHI;
use super::known::LAG;
use super::panel::Panel;
use super::statistics::upper_tail;
use super::watch::{Finding, Moment};

/// Language and source.
type Voice = (u8, u8);

/// Strength (−log10 p) that a rise must have without the main voice of each of its languages, not to
/// be that voice's own.
const WITHOUT: f64 = 1.5;

/// Whether a rise is also one of other voices; where there is only one kind of voice, nothing can be
/// told and nothing is asked.
pub(crate) fn is_of_several(panel: &Panel, found: &Finding, now: Moment) -> bool {
    let mut voices: FxHashMap<Voice, u32> = FxHashMap::default();
    found.evidence.iter().for_each(|at| *voices.entry(voice(panel, *at)).or_default() += 1);
    let mut main: FxHashMap<u8, (u32, u8)> = FxHashMap::default();
    for ((lang, source), n) in voices {
        let most = main.entry(lang).or_default();
        *most = (*most).max((n, source));
    }
    let other = |(lang, source): Voice| main.get(&lang).is_none_or(|(_, own)| *own != source);
    let (mut inside, mut all, mut sources) = (0.0, 0.0, 0_u8);
    for at in panel.between(now.first + LAG, now.week) {
        let voice = voice(panel, at as u32);
        sources |= 1 << voice.1;
        if !panel.blank[at] && !panel.echo[at] && other(voice) {
            all += 1.0;
            inside += f64::from(u8::from(panel.comments[at].week > now.week - found.weeks));
        }
    }
    if sources.count_ones() < 2 || all == 0.0 {
        return true;
    }
    let count = |list: &[u32]| list.iter().filter(|at| other(voice(panel, **at))).count() as u32;
    let (new, old) = (count(&found.evidence), count(&found.before));
    let p = if new == 0 { 1.0 } else { upper_tail(new, new + old, inside / all, PHI) };
    -p.max(1e-300).log10() >= WITHOUT
}

fn voice(panel: &Panel, at: u32) -> Voice {
    let (lang, source, _) = panel.stratum(at as usize);
    (lang, source)
}
