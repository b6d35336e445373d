//! Children's cards.

use crate::domain::family::Card;
use crate::domain::id::Oid;
use crate::store::StoreError;
use crate::store::port::{FamilyReads, FamilyWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::body;
use crate::store::sql::touched::touch;

impl<S: Statements> FamilyReads for S {
    fn card(&self, id: u64) -> Result<Option<Card>, StoreError> {
        self.body("child_cards", "SELECT body FROM child_cards WHERE id = ?1", &[&id.cast_signed()])
    }

    fn cards_of_parent(&self, parent: Oid) -> Result<Vec<Card>, StoreError> {
        self.bodies(
            "child_cards",
            "SELECT body FROM child_cards WHERE parent = ?1 ORDER BY id",
            &[&parent.number().cast_signed()],
        )
    }

    fn cards_of_account(&self, account: Oid) -> Result<Vec<Card>, StoreError> {
        self.bodies(
            "child_cards",
            "SELECT body FROM child_cards WHERE account = ?1 ORDER BY id",
            &[&account.number().cast_signed()],
        )
    }
}

impl<S: Statements> FamilyWrites for S {
    fn next_card_id(&mut self) -> Result<u64, StoreError> {
        let highest =
            self.one("SELECT max(id) FROM child_cards", &[], |row| row.get::<Option<i64>>(0))?.flatten();
        Ok(highest.map_or(1, |highest| highest.unsigned_abs() + 1))
    }

    fn put_card(&mut self, card: &Card) -> Result<(), StoreError> {
        touch(self, card.parent)?;
        card.account().map_or(Ok(()), |account| touch(self, account))?;
        let account = card.account().map(|oid| oid.number().cast_signed());
        let (id, parent) = (card.id.cast_signed(), card.parent.number().cast_signed());
        self.execute(
            "INSERT INTO child_cards (id, parent, account, state, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET account = ?3, state = ?4, body = ?5",
            &[&id, &parent, &account, &card.state_name(), &body(card)],
        )?;
        Ok(())
    }
}
