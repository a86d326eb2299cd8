//! The types of quiet signals.

use serde::{Deserialize, Serialize};

/// Type of a signal: a sub-stream, a group in it, a statistic and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A coherent group of comments that hardly existed before.
    Emergent,
    /// People say that they do not say.
    Silenced,
    /// A need voiced as a wish, without complaint.
    Wish,
    /// Praise turns lukewarm while its volume stays.
    Faint,
    /// Text and score disagree more than usual.
    Masked,
    /// People get the job done by hand or on the side.
    Workaround,
    /// Staff talk about something that customers do not yet.
    StaffAhead,
    /// Customers talk about something that staff do not.
    CustomerOnly,
    /// Something that used to be said is not said any more.
    Vanish,
    /// Empty answers with low scores.
    BlankLow,
    /// Two old subjects begin to meet in the same comments.
    Cooc,
    /// One comment of grave content unlike anything before.
    Lone,
    /// Experience told against an expectation; leaving, comparing.
    Deviation,
}

impl Kind {
    /// All types, in their fixed order.
    pub const ALL: [Self; 13] = [
        Self::Emergent,
        Self::Silenced,
        Self::Wish,
        Self::Faint,
        Self::Masked,
        Self::Workaround,
        Self::StaffAhead,
        Self::CustomerOnly,
        Self::Vanish,
        Self::BlankLow,
        Self::Cooc,
        Self::Lone,
        Self::Deviation,
    ];

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emergent => "emergent",
            Self::Silenced => "silenced",
            Self::Wish => "wish",
            Self::Faint => "faint",
            Self::Masked => "masked",
            Self::Workaround => "workaround",
            Self::StaffAhead => "staff_ahead",
            Self::CustomerOnly => "customer_only",
            Self::Vanish => "vanish",
            Self::BlankLow => "blank_low",
            Self::Cooc => "cooc",
            Self::Lone => "lone",
            Self::Deviation => "deviation",
        }
    }

    /// Whether it hangs on lexical markers, which a quote then shows.
    pub const fn hangs_on_a_cue(self) -> bool {
        match self {
            Self::Silenced
            | Self::Wish
            | Self::Faint
            | Self::Workaround
            | Self::Deviation
            | Self::Lone => true,
            Self::Emergent
            | Self::Masked
            | Self::StaffAhead
            | Self::CustomerOnly
            | Self::Vanish
            | Self::BlankLow
            | Self::Cooc => false,
        }
    }
}
