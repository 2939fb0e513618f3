"""The tests mirror the rooms; journeys/ drives real windows, a real store and a real city."""
