//! Parts of pages: no I/O, no domain types.

pub mod bare;
pub mod button;
pub mod chart;
pub mod chips;
pub mod dialog;
pub mod facet;
pub mod facts;
pub mod focus;
pub mod icon;
pub mod link;
pub mod moment;
pub mod note;
pub mod picture;
pub mod search;
pub mod show;
pub mod stack;
pub mod table;
pub mod tabs;
pub mod text;
pub mod window;
