//! The colours that layers begin with.

/// Told apart by most people, also on the map. No more values than these have colours of their own.
pub const CATEGORIES: [&str; 8] =
    ["#12467b", "#d1495b", "#0b7a6c", "#b35c00", "#7b4b94", "#3b8ea5", "#8a9a5b", "#c2185b"];

/// From light to dark: from less to more.
pub const BLUES: [&str; 8] =
    ["#d3ece4", "#b4ded2", "#95cfc0", "#73bcab", "#52a897", "#388f82", "#1f7a6f", "#0b4a47"];
