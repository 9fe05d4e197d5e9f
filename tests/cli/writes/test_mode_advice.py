"""The service mode that suits the customer's need is recommended at intake and never required (S3-rec)."""

from calling import Deskctl

_VOUCHER = ("ticket", "open", "--contact", "P-0601", "--title", "How do I print a voucher?", "--assets", "A-0601")


def test_intake_recommends_a_mode(act: Deskctl) -> None:
    """Story 15: intake recommends courseware with the suitable course and answer, and records another choice."""
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


def test_each_need_has_its_mode(act: Deskctl) -> None:
    """Each of the five needs has its mode, and without a need none is recommended."""
    assert act(*_VOUCHER, "--json").json["advice"] is None
    needs = ("fast", "independent", "discussion", "how_to", "many_people")
    modes = [act("mode", "recommend", "--need", need, "--ticket", "T-073", "--json").json for need in needs]
    assert [mode["mode"] for mode in modes] == ["phone", "email", "on_site", "courseware", "training"]
    assert (modes[2]["entitled"], len(modes[2]["reasons"])) == (False, 3)
    assert modes[1]["address"] == "p-0601@cus06.example.com"


def test_similar_answers_are_found_without_equipment(act: Deskctl) -> None:
    """The most similar FAQ entry is found without equipment, and a customer without a ticket is advised too."""
    question = act("faq", "show", "FAQ-001", "--json").json["question"]
    act("ticket", "open", "--contact", "P-0401", "--title", question, "--kind", "question", "--json")
    found = act("mode", "recommend", "--need", "how_to", "--ticket", "T-073", "--json").json["faq"]
    assert found[0] == "FAQ-001"
    assert act("mode", "recommend", "--need", "fast", "--customer", "CUS-06", "--json").json["accounts"] == [
        "larkfield"
    ]
    assert act("mode", "recommend", "--need", "fast", "--customer", "CUS-99").code == 3
