//! Hearing what other nodes tell: a connection of its own, driven by the thread that watches the sockets of all.

use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio_postgres::{AsyncMessage, Config, Error};

use crate::store::nodes::Heard;
use crate::store::postgres::encryption::Encryption;
use crate::store::postgres::standing::CHANNEL;

/// After so long a connection that broke is made again.
const PAUSE: Duration = Duration::from_secs(1);

/// Calls `heard` with whatever is told, for ever. A pooler between tells nothing.
pub(super) async fn listen(config: Config, encryption: Encryption, heard: Heard) {
    loop {
        // Whoever waits looks again from time to time: what was told meanwhile is not lost.
        let _: Result<(), Error> = until_it_breaks(&config, encryption.clone(), &heard).await;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn until_it_breaks(config: &Config, encryption: Encryption, heard: &Heard) -> Result<(), Error> {
    let (client, mut connection) = config.connect(encryption).await?;
    let wish = format!("LISTEN {CHANNEL}");
    let mut asking = pin!(client.batch_execute(&wish));
    let mut is_asked = false;
    loop {
        let told = poll_fn(|context| {
            if !is_asked && let Poll::Ready(asked) = asking.as_mut().poll(context) {
                is_asked = true;
                if let Err(why) = asked {
                    return Poll::Ready(Some(Err(why)));
                }
            }
            connection.poll_message(context)
        });
        match told.await {
            Some(Ok(AsyncMessage::Notification(told))) => heard(told.payload()),
            Some(Ok(_)) => {}
            Some(Err(why)) => return Err(why),
            None => return Ok(()),
        }
    }
}
