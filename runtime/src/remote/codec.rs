//! Messages on the wire: a request is encoded once, however often it is sent.

use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::{BufMut, Bytes};
use std::marker::PhantomData;
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

/// Sends bytes that are a message already, and reads an answer.
pub(super) struct Encoded<A>(PhantomData<fn() -> A>);

pub(super) struct Writer;

pub(super) struct Reader<A>(PhantomData<fn() -> A>);

impl<A> Encoded<A> {
    pub(super) fn new() -> Self {
        Encoded(PhantomData)
    }
}

impl<A: Message + Default + 'static> Codec for Encoded<A> {
    type Encode = Bytes;
    type Decode = A;
    type Encoder = Writer;
    type Decoder = Reader<A>;

    fn encoder(&mut self) -> Writer {
        Writer
    }

    fn decoder(&mut self) -> Reader<A> {
        Reader(PhantomData)
    }
}

impl Encoder for Writer {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(message);
        Ok(())
    }
}

impl<A: Message + Default> Decoder for Reader<A> {
    type Item = A;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<A>, Status> {
        let wrong =
            |error| Status::data_loss(format!("the answer is not the message that it should be: {error}"));
        A::decode(buffer).map(Some).map_err(wrong)
    }
}
