"""The way of service that fits what matters most to the customer: recommended at intake, never required (S3-rec)."""

from calling import Deskctl

_VOUCHER = ("ticket", "open", "--contact", "P-0601", "--title", "How do I print a voucher?", "--assets", "A-0601")


def test_the_answer_to_an_intake_recommends_a_way(act: Deskctl) -> None:
    """Story 15: courseware with the course and the answer that fit; the customer's other choice is recorded as such."""
    opened = act(*_VOUCHER, "--need", "how_to", "--json")
    advice = opened.json["advice"]
    assert (advice["mode"], advice["clause"]) == ("courseware", "S3-rec-4")
    assert (advice["courses"], advice["faq"], advice["accounts"]) == (["CR-06"], ["FAQ-005"], ["larkfield"])
    assert "online courseware (S3-rec-4)" in opened.err
    name = opened.json["ticket"]
    assert act("ticket", "choose-mode", name, "--mode", "phone", "--by-contact", "P-0601").code == 0
    logged, chosen = act("ticket", "history", name, "--json").json
    assert logged["data"] == {"need": "how_to", "recommended_mode": "courseware"}
    assert (chosen["data"]["recommended"], chosen["data"]["followed"]) == ("courseware", False)
    assert act("ticket", "show", name, "--json").json["service_mode"] == "phone"


def test_each_need_has_its_way(act: Deskctl) -> None:
    """All five; nothing is recommended to a caller of whom no need is known."""
    assert act(*_VOUCHER, "--json").json["advice"] is None
    needs = ("fast", "independent", "discussion", "how_to", "many_people")
    ways = [act("mode", "recommend", "--need", need, "--ticket", "T-073", "--json").json for need in needs]
    assert [way["mode"] for way in ways] == ["phone", "email", "on_site", "courseware", "training"]
    assert (ways[2]["entitled"], len(ways[2]["reasons"])) == (False, 3)
    assert ways[1]["address"] == "p-0601@cus06.example.com"


def test_answers_in_like_words_are_found_without_equipment(act: Deskctl) -> None:
    """In the customer's language, the most alike first; a customer named alone is advised too."""
    question = act("faq", "show", "FAQ-001", "--json").json["question"]
    act("ticket", "open", "--contact", "P-0401", "--title", question, "--kind", "question", "--json")
    found = act("mode", "recommend", "--need", "how_to", "--ticket", "T-073", "--json").json["faq"]
    assert found[0] == "FAQ-001"
    assert act("mode", "recommend", "--need", "fast", "--customer", "CUS-06", "--json").json["accounts"] == [
        "larkfield"
    ]
    assert act("mode", "recommend", "--need", "fast", "--customer", "CUS-99").code == 3
