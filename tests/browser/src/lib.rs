//! Journeys through the app in real browsers: the harness.
