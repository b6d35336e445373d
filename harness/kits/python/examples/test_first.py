from esia_sim import Realm


def test_a_citizen_signs_in(esia: Realm) -> None:
    citizen = esia.person(last_name="Пробный")
    diary = esia.client(scopes=["openid", "fullname"])

    signed_in = esia.sign_in(citizen, diary)

    assert signed_in.tokens.oid == citizen.oid
    assert diary.read_person(signed_in.tokens)["lastName"] == "Пробный"
