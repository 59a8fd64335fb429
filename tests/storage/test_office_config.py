"""An office's profile as the JSON of its row."""

from dataclasses import replace

from storage.office_config import profile_from_config, profile_to_config
from tests.builders import demo_plan


def test_a_profile_comes_back_as_it_was() -> None:
    """Every value, the way of counting letters among them."""
    profile = replace(demo_plan().profile, letter_pattern="{nomor}", letter_last=7, letter_yearly=False)
    assert profile_from_config(profile.name, profile.zone, profile_to_config(profile)) == profile


def test_an_office_that_was_imported_before_letters_were_counted_counts_none() -> None:
    """Its row lacks all of that; numbers are typed as before."""
    profile = demo_plan().profile
    older = {key: value for key, value in profile_to_config(profile).items() if not key.startswith("letter_")}
    found = profile_from_config(profile.name, profile.zone, older)
    assert (found.letter_pattern, found.letter_last, found.letter_last_year, found.letter_yearly) == ("", 0, 0, True)
