import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * A server that speaks MongoDB's protocol, for machines without mongod: mongo-java-server in memory, with a journal of
 * its writes, so that what it acknowledged outlives a kill. {@code Main HOST PORT FOLDER}; SIGTERM ends it.
 */
public final class Main {
    private static final Set<String> WRITES =
        Set.of("insert", "update", "delete", "findAndModify", "createIndexes", "create", "drop", "dropDatabase");

    /** The server itself says 5.0, with a wire version that the driver of Node.js refuses; this is the least it takes. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    };

    /** Each write is a record in the file before it is answered, in the order in which they took effect. */
    private static final class JournaledBackend extends MemoryBackend {
        private final FileChannel journal;

        JournaledBackend(Path file) throws IOException {
            if (Files.exists(file)) replay(file);
            journal = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            if (!WRITES.contains(command)) return super.handleCommand(channel, database, command, query);
            // Taken before: the server puts parts of a command into its collections.
            ByteBuf record = recordOf(new Document("database", database).append("query", query));
            synchronized (this) {
                try {
                    return super.handleCommand(channel, database, command, query);
                } finally {
                    append(record);
                }
            }
        }

        private static ByteBuf recordOf(Document record) {
            ByteBuf bytes = Unpooled.buffer();
            BsonEncoder.encodeDocument(record, bytes);
            return bytes;
        }

        private void append(ByteBuf record) {
            try {
                ByteBuffer bytes = record.nioBuffer();
                while (bytes.hasRemaining()) journal.write(bytes);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void replay(Path file) throws IOException {
            ByteBuf bytes = Unpooled.wrappedBuffer(Files.readAllBytes(file));
            Channel nobody = new EmbeddedChannel();
            // A record that a kill cut off was not answered.
            while (bytes.readableBytes() >= 4 && bytes.readableBytes() >= bytes.getIntLE(bytes.readerIndex())) {
                Document record = BsonDecoder.decodeBson(bytes);
                Document query = (Document) record.get("query");
                try {
                    String command = query.keySet().iterator().next();
                    super.handleCommand(nobody, (String) record.get("database"), command, query);
                } catch (MongoServerException refused) {
                    // As it was the first time.
                }
            }
            if (!bytes.isReadable()) return;
            try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
                whole.truncate(bytes.readerIndex());
            }
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: Main HOST PORT FOLDER");
            System.exit(2);
        }
        MongoServer server = new MongoServer(new JournaledBackend(Path.of(args[2], "journal.bson")).version(VERSION));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind(args[0], Integer.parseInt(args[1]));
    }
}
